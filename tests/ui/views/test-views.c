/* Every row of the card views: complete, taken for some network, drawn as the numbers say. */
#include <math.h>
#include <string.h>

#include "document.h"
#include "networks.h"
#include "vt-output.h"
#include "source.h"
#include "vt-view.h"

/* Networks that between them show every view. */
static const struct
{
  const char *data, *loss;
  const char *extra[2];              /* kinds between Input and the first Dense, or NULL */
  guint units;
} subjects[] = {
  { "builtin:spiral", "cross_entropy", { NULL }, 8 },
  { "builtin:spiral", "mse", { NULL }, 20 },
  { "builtin:sine", "mse", { NULL }, 3 },
  { "builtin:digits", "cross_entropy", { "flatten" }, 20 },
  { "builtin:stories?n=10", "cross_entropy", { "embedding", "attention" }, 5 },
  { "builtin:digits", "cross_entropy", { "reshape", "lstm" }, 3 },
  { "builtin:films", "mse", { "embedding" }, 3 },
  { "builtin:stories?n=10", "cross_entropy", { "embedding", "layer_norm" }, 5 },
  { "builtin:digits", "cross_entropy", { "reshape", "flatten" }, 3 },
  { "builtin:digits", "cross_entropy", { "conv2d", "flatten" }, 3 },
  { "builtin:digits", "cross_entropy", { "conv_transpose2d", "flatten" }, 3 },
};

typedef struct
{
  NnNetwork *network;
  NnDataInfo *data;
  NnReport *report;
} Subject;

static guint
find_wire_from (const NnNetwork *network, guint layer)
{
  guint i = 0;

  while (nn_network_wire_at (network, i)->from != layer)
    i++;
  return i;
}

static Subject
open_subject (guint i)
{
  Subject subject = { .network = make_chain (subjects[i].data, 1, subjects[i].units, subjects[i].loss) };
  g_autoptr (GError) error = NULL;

  for (guint k = G_N_ELEMENTS (subjects[i].extra); k-- > 0;)   /* each on the wire that leaves Input */
    if (subjects[i].extra[k] != NULL)
      apply (subject.network,
             nn_edit_insert_on_wire (subject.network, subjects[i].extra[k],
                                     nn_network_wire_at (subject.network, find_wire_from (subject.network, 1)),
                                     nn_network_next_id (subject.network)));
  subject.data = nn_data_describe (subjects[i].data, &error);
  g_assert_no_error (error);
  subject.report = nn_check (subject.network, subject.data);
  return subject;
}

static void
close_subject (Subject *subject)
{
  nn_report_free (subject->report);
  nn_data_info_unref (subject->data);
  nn_network_free (subject->network);
}

static VtSite
site_of (const Subject *subject, const NnLayer *layer)
{
  return (VtSite) { subject->network, subject->report, subject->data, layer };
}

static void
test_rows_are_complete (void)
{
  guint n, n_kinds;
  const VtView *const *rows = vt_view_rows (&n);
  const NnKind *const *kinds = nn_kind_rows (&n_kinds);

  for (guint i = 0; i < n; i++)
    {
      g_assert_nonnull (rows[i]->id);
      g_assert_nonnull (rows[i]->form);
      g_assert_nonnull (rows[i]->plan);
      g_assert_nonnull (rows[i]->paint);
      for (guint k = 0; k < i; k++)
        g_assert_false (g_str_equal (rows[k]->id, rows[i]->id) && g_str_equal (rows[k]->form, rows[i]->form));
    }
  /* Every kind's view is there, and ends with a row that always fits. */
  for (guint k = 0; k < n_kinds; k++)
    {
      const VtView *last = NULL;

      for (guint i = 0; i < n; i++)
        if (g_str_equal (rows[i]->id, kinds[k]->view))
          last = rows[i];
      g_assert_nonnull (last);
      g_assert_null (last->fits);
    }
}

static void
fill_with (VtNumbers *numbers, const VtPlan *plan, float number)
{
  const gsize n = 200000;   /* more than any of these cards can want */
  g_autofree float *values = g_new (float, n);

  for (gsize i = 0; i < n; i++)
    values[i] = number;
  for (guint i = 0; i < plan->n_items; i++)
    vt_numbers_set_item (numbers, i, values, n);
  for (gsize i = 0; i < n && plan->data != NULL && nn_field_chooses (nn_first_input (plan->data)); i++)
    values[i] = roundf (10 * number);   /* a token */
  if (plan->data != NULL)
    vt_numbers_set_input (numbers, plan, values, nn_data_info_input_size (plan->data));
}

/* The body as pixels. (transfer full) */
static cairo_surface_t *
paint (const VtPlan *plan, const VtNumbers *numbers)
{
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) ceil (plan->w), (int) ceil (plan->h));
  cairo_t *cr = cairo_create (surface);

  vt_set_colour (cr, &vt_theme_light.card);
  cairo_paint (cr);
  vt_plan_paint_frame (plan, cr, &vt_theme_light, 0);
  vt_plan_paint_body (plan, cr, &vt_theme_light, numbers);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static guint32
pixel_at (cairo_surface_t *surface, double x, double y)
{
  const guint8 *pixels = cairo_image_surface_get_data (surface);

  return ((const guint32 *) (pixels + (int) y * cairo_image_surface_get_stride (surface)))[(int) x] & 0xffffff;
}

/* 0: the same colour; 1: black against white. */
static double
nearness (guint32 a, guint32 b)
{
  const int red = (int) (a >> 16 & 0xff) - (int) (b >> 16 & 0xff);
  const int green = (int) (a >> 8 & 0xff) - (int) (b >> 8 & 0xff);
  const int blue = (int) (a & 0xff) - (int) (b & 0xff);

  return (ABS (red) + ABS (green) + ABS (blue)) / 765.0;
}

static gboolean
same_pixels (cairo_surface_t *a, cairo_surface_t *b)
{
  const gsize size = (gsize) cairo_image_surface_get_stride (a) * cairo_image_surface_get_height (a);

  return memcmp (cairo_image_surface_get_data (a), cairo_image_surface_get_data (b), size) == 0;
}

/* Cells lie inside the card and beside each other; the numbers wanted are of this layer. */
static void
check_plan (const VtPlan *plan)
{
  const VtRect card = { 0, 0, plan->w, plan->h };

  g_assert_cmpfloat (plan->w, >, 40);
  g_assert_cmpfloat (plan->h, >, 40);
  g_assert_cmpfloat (plan->port_y, >, 0);
  g_assert_cmpfloat (plan->port_y, <, plan->h);
  g_assert_cmpuint (plan->cells->len, <=, VT_SHOWN_UNITS);
  for (guint i = 0; i < plan->cells->len; i++)
    {
      const VtRect *cell = &g_array_index (plan->cells, VtRect, i);

      g_assert_true (vt_rect_contains (&card, cell->x, cell->y));
      g_assert_true (vt_rect_contains (&card, cell->x + cell->w - 1, cell->y + cell->h - 1));
      for (guint k = 0; k < i; k++)
        g_assert_false (vt_rect_overlaps (cell, &g_array_index (plan->cells, VtRect, k)));
    }
  for (guint i = 0; i < plan->n_items; i++)
    g_assert_cmpuint (plan->item[i].layer, ==, plan->layer);
}

/* Draws a plan without numbers, with some, and with others: the picture must follow, unless the card shows none. */
static void
check_painting (const VtPlan *plan)
{
  cairo_surface_t *empty, *one, *other;
  VtNumbers numbers;

  vt_numbers_init (&numbers);
  empty = paint (plan, &numbers);
  fill_with (&numbers, plan, 0.9f);
  one = paint (plan, &numbers);
  fill_with (&numbers, plan, 0.1f);
  other = paint (plan, &numbers);
  /* Where a point of the plane lies is the same whatever is trained. */
  if (!plan->is_small && !g_str_equal (plan->view->form, "plane"))
    {
      g_assert_false (same_pixels (empty, one));
      g_assert_false (same_pixels (one, other));
    }
  cairo_surface_destroy (empty);
  cairo_surface_destroy (one);
  cairo_surface_destroy (other);
  vt_numbers_clear (&numbers);
}

static void
test_every_view_draws (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint n;
  const VtView *const *rows = vt_view_rows (&n);

  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      Subject subject = open_subject (i);

      g_assert_true (subject.report->runs);
      for (guint k = 0; k < nn_network_n_layers (subject.network); k++)
        {
          const VtSite site = site_of (&subject, nn_network_layer_at (subject.network, k));
          g_autoptr (VtPlan) plan = vt_plan_new (&site);

          g_test_message ("%s %s: %s", subjects[i].data, plan->title, plan->view->form);
          g_hash_table_add (seen, (gpointer) plan->view);
          g_assert_null (plan->waits_for);
          check_plan (plan);
          check_painting (plan);
        }
      close_subject (&subject);
    }
  /* Blocks of numbers and lists without classes have no kind of their own yet that shows them, groups, filters, pictures given back, samplings, many classes and
   * translations have tests of their own; the rest was seen. */
  for (guint i = 0; i < n; i++)
    if (!g_hash_table_contains (seen, rows[i]) && !g_str_equal (rows[i]->id, "filters") && !g_str_equal (rows[i]->form, "picture") && !g_str_equal (rows[i]->id, "sampling"))
      g_assert_true (g_str_equal (rows[i]->form, "maps") || g_str_equal (rows[i]->form, "numbers") ||
                     g_str_equal (rows[i]->form, "boxes") || g_str_equal (rows[i]->form, "many") ||
                     g_str_equal (rows[i]->form, "translation"));
}

/* An input's card has the numbers of the field it hands on, an output's what it is asked for. */
static void
test_fields (void)
{
  g_autoptr (NnNetwork) network = make_chain ("builtin:films", 1, 3, "mse");
  g_autoptr (NnDataset) dataset = nn_data_load ("builtin:films", NULL);
  NnDataInfo *data = (NnDataInfo *) nn_dataset_info (dataset);
  const guint input = nn_network_find (network, "Input")->id, output = nn_network_find (network, "Output")->id;
  const float person_and_film[] = { 3, 7 };

  for (guint field = 0; field < 2; field++)
    {
      g_autoptr (NnReport) report = NULL;
      VtPlan *plan;
      VtNumbers numbers;

      apply (network, nn_edit_set (input, "field", field + 1));
      apply (network, nn_edit_set (output, "target", field + 1));
      report = nn_check (network, data);
      vt_numbers_init (&numbers);
      plan = vt_plan_new (&(VtSite) { network, report, data, nn_network_layer (network, input) });
      g_assert_true (vt_numbers_set_input (&numbers, plan, person_and_film, 2));
      g_assert_cmpuint (numbers.input->len, ==, 1);
      g_assert_cmpfloat (g_array_index (numbers.input, float, 0), ==, person_and_film[field]);
      vt_plan_free (plan);

      plan = vt_plan_new (&(VtSite) { network, report, data, nn_network_layer (network, output) });
      vt_numbers_set_right (&numbers, plan, dataset, 5);
      if (field == 0)
        g_assert_cmpfloat (numbers.target, ==, *nn_dataset_target_field (dataset, 5, 0, 0));
      else
        g_assert_cmpint (numbers.right, ==, (int) *nn_dataset_target_field (dataset, 5, 1, 0));
      g_assert_true (isnan (numbers.target) == (field == 1));
      g_assert_cmpint (numbers.right >= 0, ==, field == 1);
      vt_numbers_set_right (&numbers, plan, dataset, -1);   /* given by hand */
      g_assert_true (isnan (numbers.target) && numbers.right == -1);
      vt_plan_free (plan);
      vt_numbers_clear (&numbers);
    }
}

static VtPlan *plan_of (const Subject *subject, const char *label);

/* A convolution behind something else, on grey pictures. (transfer full) */
static NnNetwork *
make_conv (const char *before, const char *kind, const char *settings)
{
  g_autofree char *json = g_strdup_printf (
    "{\"vitrine\": 1, \"data\": \"builtin:digits\", \"layers\": ["
    "{\"kind\": \"input\", \"name\": \"input\", \"label\": \"Input\"},"
    "{\"kind\": \"%s\", \"name\": \"a\", \"label\": \"A\"},"
    "{\"kind\": \"%s\", \"name\": \"b\", \"label\": \"B\", \"settings\": {%s}}],"
    "\"wires\": [{\"from\": \"input\", \"to\": \"a\"}, {\"from\": \"a\", \"to\": \"b\"}]}",
    before, kind, settings);
  g_autoptr (GError) error = NULL;
  NnNetwork *network = nn_network_from_json (json, -1, &error);

  g_assert_no_error (error);
  return network;
}

/* Each weight that is drawn is met where it is drawn, and only there. */
static void
check_filters (const VtPlan *plan, guint channels, guint shown, gsize n)
{
  gsize met = 0;

  g_assert_cmpuint (plan->filter.channels, ==, channels);
  for (gsize i = 0; i < n; i++)
    {
      const VtCell weight = { NN_WHY_WEIGHT, "weight", i };
      VtRect place;
      VtCell cell;

      if (!vt_plan_cell_place (plan, NULL, &weight, &place))
        continue;
      met++;
      g_assert_true (vt_plan_cell_at (plan, NULL, place.x + place.w / 2, place.y + place.h / 2, &cell));
      g_assert_true (vt_cell_equal (&cell, &weight));
    }
  g_assert_cmpuint (met, ==, channels > 0 ? n / channels * shown : 0);
}

/* Weights are found in the order in which each kind keeps them: [filters][channels][window], and of a transposed one
 * [channels][filters][window], in groups too. */
static void
test_filters (void)
{
  static const struct
  {
    const char *before, *kind, *settings;
    guint channels, shown;     /* that a filter sees, and of which pictures are drawn */
    gsize n;                   /* weights */
    gsize index;               /* of this one … */
    const char *name;          /* … this is the name */
  } cases[] = {
    { "conv2d", "conv2d", "\"filters\": 6, \"kernel\": 3", 8, 8, 6 * 8 * 9, 8 * 9 + 9 + 4, "filter 2, channel 2, row 2, column 2" },
    { "conv2d", "conv2d", "\"filters\": 6, \"kernel\": 3, \"groups\": 2", 4, 4, 6 * 4 * 9, 4 * 9 + 9 + 1,
      "filter 2, channel 2, row 1, column 2" },
    { "flatten", "conv2d", "\"filters\": 6", 0, 0, 0, 0, "weight" },   /* nothing fits: no filters */
    { "max_pool2d", "depthwise_conv2d", "\"multiplier\": 6, \"kernel\": 3", 1, 1, 6 * 9, 5 * 9 + 8,
      "filter 6, channel 1, row 3, column 3" },
    { "conv2d", "conv_transpose2d", "\"filters\": 6, \"kernel\": 2", 8, 8, 6 * 8 * 4, 6 * 4 + 4 + 2,
      "filter 2, channel 2, row 2, column 1" },
    { "conv2d", "conv_transpose2d", "\"filters\": 6, \"kernel\": 2, \"groups\": 2", 4, 4, 6 * 4 * 4, 4 * 3 * 4 + 4,
      "filter 5, channel 1, row 1, column 1" },
    { "reshape", "conv1d", "\"filters\": 6, \"kernel\": 3", 1, 1, 6 * 3, 3 + 2, "filter 2, channel 1, row 1, column 3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Subject subject = { .network = make_conv (cases[i].before, cases[i].kind, cases[i].settings) };
      const VtCell weight = { NN_WHY_WEIGHT, "weight", cases[i].index };
      g_autoptr (VtPlan) plan = NULL;
      g_autofree char *name = NULL;

      subject.data = nn_data_describe ("builtin:digits", NULL);
      subject.report = nn_check (subject.network, subject.data);
      plan = plan_of (&subject, "B");
      check_plan (plan);
      if (cases[i].n > 0)
        check_painting (plan);
      check_filters (plan, cases[i].channels, cases[i].shown, cases[i].n);
      name = vt_plan_cell_name (plan, &weight);
      g_assert_cmpstr (name, ==, cases[i].name);
      close_subject (&subject);
    }
}

/* Where pictures are given back, the output shows the one that comes out; the example has no class there. */
static void
test_given_back (void)
{
  g_autoptr (NnNetwork) network = make_chain ("builtin:digits", 1, 784, "mse");
  g_autoptr (NnDataset) dataset = nn_data_load ("builtin:digits?n=50", NULL);
  const NnRegime *regime = nn_regime_at (1);
  g_autoptr (NnDataInfo) data = nn_regime_answers (regime, (NnDataInfo *) nn_dataset_info (dataset));
  g_autoptr (NnReport) report = NULL;
  g_autoptr (VtPlan) plan = NULL;
  VtNumbers numbers;
  VtCell cell;

  g_assert_cmpint (regime->aim, ==, NN_AIM_INPUT);
  g_assert_true (data->gives_back);
  g_assert_false (nn_data_info_has_classes (data));
  apply (network, nn_edit_insert_on_wire (network, "flatten", nn_network_wire_at (network, 0), nn_network_next_id (network)));
  apply (network, nn_edit_set_recipe ("regime", 1));
  report = nn_check (network, data);
  plan = vt_plan_new (&(VtSite) { network, report, data, nn_network_find (network, "Output") });
  g_assert_cmpstr (plan->view->form, ==, "picture");
  check_plan (plan);
  check_painting (plan);
  g_assert_true (vt_plan_cell_first (plan, NULL, &cell));
  g_assert_cmpint (cell.about, ==, NN_WHY_VALUE);
  vt_numbers_init (&numbers);
  vt_numbers_set_right (&numbers, plan, dataset, 3);
  g_assert_cmpint (numbers.right, ==, -1);
  g_assert_true (isnan (numbers.target));
  vt_numbers_clear (&numbers);
}

/* Its numbers, and below them what it adds to the loss: to be pointed at. */
static void
test_sampling (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NnNetwork) network = nn_example_open ("digits-vae", &error);
  g_autoptr (NnDataInfo) data = nn_data_describe (nn_network_data (network), &error);
  g_autoptr (NnReport) report = nn_check (network, data);
  g_autoptr (VtPlan) plan = vt_plan_new (&(VtSite) { network, report, data, nn_network_find (network, "Sampling") });
  cairo_surface_t *one, *other;
  VtNumbers numbers;
  VtCell cell;

  g_assert_no_error (error);
  g_assert_cmpstr (plan->view->id, ==, "sampling");
  check_plan (plan);
  check_painting (plan);
  g_assert_true (vt_plan_cell_first (plan, NULL, &cell));
  g_assert_cmpint (cell.about, ==, NN_WHY_VALUE);
  g_assert_true (vt_plan_cell_next (plan, NULL, 0, 1, &cell));
  g_assert_cmpint (cell.about, ==, NN_WHY_LOSS);

  vt_numbers_init (&numbers);
  one = paint (plan, &numbers);
  numbers.loss = 0.25;
  other = paint (plan, &numbers);
  g_assert_false (same_pixels (one, other));
  cairo_surface_destroy (one);
  cairo_surface_destroy (other);
  vt_numbers_clear (&numbers);
}

static guint32 pixel_of (VtColour colour);

static void
check_parts (const VtPlan *plan, guint n, guint joints)
{
  const VtRect card = { 0, 0, plan->w, plan->h };

  g_assert_cmpstr (plan->view->form, ==, "boxes");
  g_assert_cmpuint (plan->parts->len, ==, n);
  g_assert_cmpuint (plan->joints->len, ==, joints);
  for (guint i = 0; i < n; i++)
    {
      const VtPart *part = &g_array_index (plan->parts, VtPart, i);

      g_assert_true (vt_rect_contains (&card, part->place.x, part->place.y));
      g_assert_true (vt_rect_contains (&card, part->place.x + part->place.w, part->place.y + part->place.h));
      for (guint k = 0; k < i; k++)
        g_assert_false (vt_rect_overlaps (&part->place, &g_array_index (plan->parts, VtPart, k).place));
    }
}

static VtPlan *
plan_group (Subject *subject, guint group)
{
  nn_report_free (subject->report);
  subject->report = nn_check (subject->network, subject->data);
  return vt_plan_new (&(VtSite) { .network = subject->network,
                                  .report = subject->report,
                                  .data = subject->data,
                                  .layer = nn_network_layer (subject->network, group) });
}

/* Folded, a group shows marks of what it holds and the first of the numbers that it hands on. */
static void
test_group (void)
{
  Subject subject = open_subject (0);
  const guint group = nn_network_next_id (subject.network);
  g_autoptr (VtPlan) plan = NULL;
  const VtPart *mark;
  VtNumbers numbers;
  VtCell cell;
  VtRect place;
  cairo_surface_t *picture;

  apply (subject.network, nn_edit_make_group (subject.network, (guint[]) { 2 }, 1, group));
  plan = plan_group (&subject, group);
  check_parts (plan, 2, 1);
  g_assert_false (plan->is_frame);
  g_assert_cmpuint (plan->pile, ==, 0);
  g_assert_cmpuint (plan->cells->len, ==, 4);
  g_assert_cmpuint (plan->n_units, ==, 8);
  g_assert_cmpuint (plan->n_items, ==, 1);
  g_assert_cmpuint (plan->item[0].layer, ==, group);
  g_assert_cmpint (plan->weight_item, ==, -1);
  g_assert_false (plan->has_unit_ports);
  g_assert_true (vt_plan_cell_place (plan, NULL, &(VtCell) { .about = NN_WHY_VALUE, .index = 3 }, &place));
  g_assert_true (vt_plan_cell_at (plan, NULL, place.x + 2, place.y + 2, &cell));
  g_assert_cmpuint (cell.index, ==, 3);

  vt_numbers_init (&numbers);
  picture = paint (plan, &numbers);
  mark = &g_array_index (plan->parts, VtPart, 0);
  g_assert_cmphex (pixel_at (picture, mark->place.x + 4, mark->place.y + 4), ==,
                   pixel_of (mark->is_door ? vt_theme_light.card : vt_theme_light.dim));
  cairo_surface_destroy (picture);
  vt_numbers_clear (&numbers);
  close_subject (&subject);
}

/* Open, it is a frame for the cards of what it holds, which ask for the numbers of the repetition that is looked at. */
static void
test_open_group (void)
{
  Subject subject = open_subject (0);
  const guint group = nn_network_next_id (subject.network);
  g_autoptr (VtPlan) plan = NULL, second = NULL;
  const VtPart *part;
  const VtKnob *fold;

  apply (subject.network, nn_edit_make_group (subject.network, (guint[]) { 2 }, 1, group));
  apply (subject.network, nn_edit_set (group, "open", TRUE));
  apply (subject.network, nn_edit_set (group, "repeat", 3));
  plan = plan_group (&subject, group);
  check_parts (plan, 1, 2);   /* a wire comes in, another leaves */
  g_assert_true (plan->is_frame);
  g_assert_cmpuint (plan->pile, ==, 2);
  g_assert_cmpstr (plan->fact, ==, "repetition 1 of 3");
  part = &g_array_index (plan->parts, VtPart, 0);
  g_assert_cmpuint (part->plan->layer, ==, nn_inner_id ("group_1.1.dense_1"));
  g_assert_cmpuint (part->plan->item[0].layer, ==, part->plan->layer);
  g_assert_cmpstr (part->words, ==, "Dense, 8 numbers, 24 parameters");
  g_assert_true (part->plan->has_unit_ports);

  fold = vt_plan_knob_at (plan, plan->knob[0].place.x + 4, 12);
  g_assert_cmpstr (fold->param, ==, "open");
  g_assert_cmpfloat (fold->value, ==, 0);
  g_assert_null (vt_plan_knob_at (plan, 40, 12));
  g_assert_cmpuint (plan->n_knobs, ==, 3);
  g_assert_cmpfloat (plan->knob[1].value, ==, 2);
  g_assert_cmpfloat (plan->knob[2].value, ==, 3);   /* before the first comes the last */

  apply (subject.network, nn_edit_set (group, "shown", 2));
  second = plan_group (&subject, group);
  part = &g_array_index (second->parts, VtPart, 0);
  g_assert_cmpuint (part->plan->layer, ==, nn_inner_id ("group_1.2.dense_1"));
  g_assert_cmpstr (part->words, ==, "Dense, 8 numbers, 72 parameters");   /* eight numbers arrive there */
  close_subject (&subject);
}

static VtRect
place_of (const VtPlan *plan, guint layer)
{
  guint i = 0;

  while (g_array_index (plan->parts, VtPart, i).layer != layer)
    i++;
  return g_array_index (plan->parts, VtPart, i).place;
}

/* By their wires, or where they were put: then the frame is as large as that needs, and what comes in stands at the first's height. */
static void
test_own_places (void)
{
  Subject subject = open_subject (0);
  const guint group = nn_network_next_id (subject.network), second = 2, first = group + 5;
  g_autoptr (VtPlan) laid = NULL, put = NULL;

  apply (subject.network, nn_edit_insert_on_wire (subject.network, "dense", nn_network_wire_at (subject.network, find_wire_from (subject.network, 1)), first));
  apply (subject.network, nn_edit_make_group (subject.network, (guint[]) { first, second }, 2, group));
  apply (subject.network, nn_edit_set (group, "open", TRUE));
  laid = plan_group (&subject, group);
  g_assert_cmpfloat (place_of (laid, second).x, >, place_of (laid, first).x + place_of (laid, first).w);

  apply (subject.network, nn_edit_inside (group, nn_edit_move (first, 300, 500)));
  apply (subject.network, nn_edit_inside (group, nn_edit_move (second, 280, 90)));
  apply (subject.network, nn_edit_set (group, "placed", TRUE));
  put = plan_group (&subject, group);
  check_plan (put);
  g_assert_cmpfloat (place_of (put, first).x - place_of (put, second).x, ==, 20);
  g_assert_cmpfloat (place_of (put, first).y - place_of (put, second).y, ==, 410);
  g_assert_cmpfloat (put->h, >, laid->h + 300);
  g_assert_cmpfloat_with_epsilon (put->port_y, place_of (put, first).y + place_of (put, first).h / 2, 2);
  close_subject (&subject);
}

/* x grows to the right, y upwards. */
static void
test_input_plane (void)
{
  Subject subject = open_subject (0);
  g_autoptr (VtPlan) plan = plan_of (&subject, "Input");
  const VtRect *x = &g_array_index (plan->cells, VtRect, 0), *y = &g_array_index (plan->cells, VtRect, 1);
  const guint32 low = pixel_of (vt_map_colour (&vt_theme_light, VT_MAP_SIGNED, 1.0, -43.0 / 44.0));
  const guint32 high = pixel_of (vt_map_colour (&vt_theme_light, VT_MAP_SIGNED, 1.0, 43.0 / 44.0));
  cairo_surface_t *surface;
  VtNumbers numbers;

  g_assert_cmpfloat (nn_first_input (subject.data)->low, ==, -nn_first_input (subject.data)->high);
  vt_numbers_init (&numbers);
  surface = paint (plan, &numbers);
  /* A pixel inside the hairline at the edge lies within the first or last cell. */
  g_assert_cmpfloat (nearness (pixel_at (surface, x->x + 1, x->y + 28), low), <, 0.05);
  g_assert_cmpfloat (nearness (pixel_at (surface, x->x + 54, x->y + 28), high), <, 0.05);
  g_assert_cmpfloat (nearness (pixel_at (surface, y->x + 28, y->y + 1), high), <, 0.05);
  g_assert_cmpfloat (nearness (pixel_at (surface, y->x + 28, y->y + 54), low), <, 0.05);
  cairo_surface_destroy (surface);
  vt_numbers_clear (&numbers);
  close_subject (&subject);
}

static VtPlan *
plan_of (const Subject *subject, const char *label)
{
  const VtSite site = site_of (subject, nn_network_find (subject->network, label));

  return vt_plan_new (&site);
}

static guint32
pixel_of (VtColour colour)
{
  return (guint32) lround (colour.r * 255) << 16 | (guint32) lround (colour.g * 255) << 8
         | (guint32) lround (colour.b * 255);
}

/* The tile's pixels are the numbers' colours, unit by unit, the top row first. */
static void
test_tiles_are_the_numbers (void)
{
  Subject subject = open_subject (0);
  g_autoptr (VtPlan) plan = plan_of (&subject, "Dense 1");
  const gsize size = (gsize) plan->columns * plan->rows;
  g_autofree float *values = g_new (float, size * 8);
  const VtRect *tile = &g_array_index (plan->cells, VtRect, 5);
  cairo_surface_t *surface;
  VtNumbers numbers;

  g_assert_cmpstr (plan->view->form, ==, "tiles");
  g_assert_cmpuint (plan->columns, ==, (guint) tile->w);   /* a pixel a number at 100 % */
  for (gsize i = 0; i < size * 8; i++)
    values[i] = sinf (i * 0.013f);
  vt_numbers_init (&numbers);
  vt_numbers_set_item (&numbers, 0, values, size * 8);
  surface = paint (plan, &numbers);
  for (guint row = 8; row < 36; row += 7)
    for (guint column = 8; column < 36; column += 5)
      {
        const double number = values[5 * size + row * plan->columns + column];
        const guint32 wanted = pixel_of (vt_map_colour (&vt_theme_light, VT_MAP_SIGNED, numbers.limit[0], number));

        g_assert_cmphex (pixel_at (surface, tile->x + column, tile->y + row), ==, wanted);
      }
  cairo_surface_destroy (surface);
  vt_numbers_clear (&numbers);
  close_subject (&subject);
}

/* A bar is as long as its number is large beside the limit, and says its sign by colour. */
static void
test_bars_are_the_numbers (void)
{
  Subject subject = open_subject (3);
  g_autoptr (VtPlan) plan = plan_of (&subject, "Dense 1");
  g_autofree float *values = g_new0 (float, plan->n_units);
  const VtRect *first = &g_array_index (plan->cells, VtRect, 0), *second = &g_array_index (plan->cells, VtRect, 1);
  cairo_surface_t *surface;
  VtNumbers numbers;

  values[0] = 1.0f;
  values[1] = -0.5f;
  vt_numbers_init (&numbers);
  vt_numbers_set_item (&numbers, plan->result_item, values, plan->n_units);
  surface = paint (plan, &numbers);
  g_assert_cmphex (pixel_at (surface, first->x + first->w + 56, first->y + first->h / 2), ==,
                   pixel_of (vt_theme_light.positive));
  g_assert_cmphex (pixel_at (surface, second->x + second->w + 30, second->y + second->h / 2), ==,
                   pixel_of (vt_theme_light.negative));
  g_assert_cmphex (pixel_at (surface, second->x + second->w + 40, second->y + second->h / 2), ==,
                   pixel_of (vt_theme_light.field));
  cairo_surface_destroy (surface);
  vt_numbers_clear (&numbers);
  close_subject (&subject);
}

/* A probability of a half has the colour of zero; a certain one the strongest colour of its class. */
static void
test_planes_of_probabilities (void)
{
  Subject subject = open_subject (0);
  g_autoptr (VtPlan) plan = plan_of (&subject, "Output");
  const VtRect *orange = &g_array_index (plan->cells, VtRect, 0), *blue = &g_array_index (plan->cells, VtRect, 1);
  static const struct
  {
    float share;
    double colour;
  } rows[] = { { 0.5f, 0.0 }, { 1.0f, 1.0 }, { 0.0f, -1.0 } };

  g_assert_true (plan->is_share);
  g_assert_cmpstr (plan->fact, ==, "softmax");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      cairo_surface_t *surface;
      VtNumbers numbers;

      vt_numbers_init (&numbers);
      fill_with (&numbers, plan, rows[i].share);
      surface = paint (plan, &numbers);
      g_assert_cmphex (pixel_at (surface, blue->x + 30, blue->y + 30), ==,
                       pixel_of (vt_map_colour (&vt_theme_light, VT_MAP_SIGNED, 1.0, rows[i].colour)));
      g_assert_cmphex (pixel_at (surface, orange->x + 30, orange->y + 30), ==,
                       pixel_of (vt_map_colour (&vt_theme_light, VT_MAP_SIGNED, 1.0, -rows[i].colour)));
      cairo_surface_destroy (surface);
      vt_numbers_clear (&numbers);
    }
  close_subject (&subject);
}

/* Only the answer that is right is ticked; one that is not has a cross, and the true class says that it is that. */
static void
test_marks_of_classes (void)
{
  Subject subject = open_subject (0);
  g_autoptr (VtPlan) plan = plan_of (&subject, "Output");
  static const float orange[] = { 0.7f, 0.3f };
  VtNumbers numbers;

  vt_numbers_init (&numbers);
  numbers.right = 1;
  g_assert_cmpint (vt_output_mark (plan, &numbers, 1), ==, VT_OUTPUT_TRUE);   /* nothing is said yet */
  g_assert_cmpint (vt_output_mark (plan, &numbers, 0), ==, VT_OUTPUT_PLAIN);
  vt_numbers_set_item (&numbers, plan->result_item, orange, 2);
  g_assert_cmpint (vt_output_mark (plan, &numbers, 1), ==, VT_OUTPUT_TRUE);
  g_assert_cmpint (vt_output_mark (plan, &numbers, 0), ==, VT_OUTPUT_WRONG);
  numbers.right = 0;
  g_assert_cmpint (vt_output_mark (plan, &numbers, 0), ==, VT_OUTPUT_RIGHT);
  g_assert_cmpint (vt_output_mark (plan, &numbers, 1), ==, VT_OUTPUT_PLAIN);
  numbers.right = -1;   /* an example of one's own */
  g_assert_cmpint (vt_output_mark (plan, &numbers, 0), ==, VT_OUTPUT_PLAIN);
  vt_numbers_clear (&numbers);
  close_subject (&subject);
}

/* The first layer of a picture shows its weights as pictures; for points weights are wires. */
static void
test_what_is_wanted (void)
{
  Subject digits = open_subject (3), spiral = open_subject (0);
  g_autoptr (VtPlan) pictures = plan_of (&digits, "Dense 1"), tiles = plan_of (&spiral, "Dense 1"),
                     input = plan_of (&spiral, "Input");

  g_assert_cmpint (pictures->weight_item, >=, 0);
  g_assert_cmpuint (pictures->columns, ==, 28);
  g_assert_cmpuint (pictures->rows, ==, 28);
  g_assert_false (pictures->has_unit_ports);
  g_assert_cmpuint (pictures->n_units, ==, 20);
  g_assert_true (tiles->has_unit_ports);
  g_assert_cmpint (tiles->item[tiles->weight_item].at, ==, NN_LOOK_WEIGHT);
  g_assert_cmpstr (tiles->item[tiles->weight_item].role, ==, "weight");
  g_assert_cmpfloat (tiles->item[0].x0, ==, nn_first_input (spiral.data)->low);
  g_assert_cmpfloat (tiles->item[0].y1, ==, nn_first_input (spiral.data)->high);
  g_assert_cmpint (input->weight_item, ==, -1);
  g_assert_true (vt_plan_wants_same (tiles, tiles));
  g_assert_false (vt_plan_wants_same (tiles, pictures));
  close_subject (&digits);
  close_subject (&spiral);
}

/* A card with nothing to show keeps its size and says what it waits for. */
static void
test_waiting (void)
{
  Subject subject = open_subject (3);
  const guint dense = nn_network_find (subject.network, "Dense 1")->id;
  g_autoptr (VtPlan) before = plan_of (&subject, "Output"), after = NULL, cut = NULL;

  apply (subject.network, nn_edit_remove_wire (dense, 0));
  apply (subject.network, nn_edit_add_wire (nn_network_find (subject.network, "Input")->id, dense, 0));
  nn_report_free (subject.report);
  subject.report = nn_check (subject.network, subject.data);
  after = plan_of (&subject, "Output");
  g_assert_cmpstr (after->waits_for, ==, "waiting for Dense 1");
  g_assert_cmpfloat (after->h, ==, before->h);
  apply (subject.network, nn_edit_remove_wire (dense, 0));
  nn_report_free (subject.report);
  subject.report = nn_check (subject.network, subject.data);
  cut = plan_of (&subject, "Dense 1");
  g_assert_cmpstr (cut->waits_for, ==, "waiting for a wire");
  g_assert_cmpuint (cut->cells->len, >, 0);
  close_subject (&subject);
}

static void
test_foot (void)
{
  Subject subject = open_subject (0);
  g_autoptr (VtPlan) dense = plan_of (&subject, "Dense 1"), input = plan_of (&subject, "Input");

  g_assert_cmpstr (dense->foot, ==, "24 parameters");
  g_assert_cmpstr (input->foot, ==, "2 numbers");
  apply (subject.network, nn_edit_set (dense->layer, "units", 9));
  nn_report_free (subject.report);
  subject.report = nn_check (subject.network, subject.data);
  vt_plan_foresee (dense, subject.report);
  g_assert_cmpstr (dense->foot, ==, "27 parameters");
  close_subject (&subject);
}

/* Wherever a card says a number is, that number is found; from the first one arrows lead to others and stay on the card. */
static void
test_cells (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      Subject subject = open_subject (i);

      for (guint l = 0; l < nn_network_n_layers (subject.network); l++)
        {
          const VtSite site = site_of (&subject, nn_network_layer_at (subject.network, l));
          g_autoptr (VtPlan) plan = vt_plan_new (&site);
          VtCell cell, found;
          VtRect place;
          VtNumbers numbers;
          guint steps = 0;

          vt_numbers_init (&numbers);
          fill_with (&numbers, plan, 0.1f);
          if (!vt_plan_cell_first (plan, &numbers, &cell))
            {
              g_assert_cmpuint (plan->cells->len, ==, 0);
              vt_numbers_clear (&numbers);
              continue;
            }
          do
            {
              g_autofree char *name = vt_plan_cell_name (plan, &cell);

              g_assert_nonnull (name);
              g_assert_true (vt_plan_cell_place (plan, &numbers, &cell, &place));
              g_assert_true (vt_plan_cell_at (plan, &numbers, place.x + place.w / 2.0, place.y + place.h / 2.0, &found));
              g_assert_true (vt_cell_equal (&cell, &found));
              g_assert_true (place.x >= 0 && place.y >= 0 && place.x + place.w <= plan->w && place.y + place.h <= plan->h);
              steps++;
            }
          while (vt_plan_cell_next (plan, &numbers, 0, 1, &cell));
          if (plan->bias_item >= 0)
            {
              g_assert_true (vt_plan_cell_place (plan, &numbers, &(VtCell) { NN_WHY_WEIGHT, "bias", plan->cells->len - 1 }, &place));
              g_assert_true (vt_plan_cell_at (plan, &numbers, place.x + 1.0, place.y + 1.0, &found));
              g_assert_cmpstr (found.role, ==, "bias");
              g_assert_cmpuint (found.index, ==, plan->cells->len - 1);
            }
          g_assert_cmpuint (steps, >=, MIN (plan->n_units, 2));
          if (!plan->gives)   /* below an output's answers stands its loss */
            g_assert_cmpint (cell.about, ==, NN_WHY_LOSS);
          g_assert_false (vt_plan_cell_at (plan, &numbers, plan->w / 2.0, 5.0, &found));
          vt_numbers_clear (&numbers);
        }
      close_subject (&subject);
    }
}

/* Time runs to the right, although the numbers of a step lie side by side. */
static void
test_strip (void)
{
  Subject subject = open_subject (5);
  const NnLayer *lstm = NULL;

  for (guint i = 0; i < nn_network_n_layers (subject.network); i++)
    if (g_str_equal (nn_network_layer_at (subject.network, i)->kind->id, "lstm"))
      lstm = nn_network_layer_at (subject.network, i);
  apply (subject.network, nn_edit_set (lstm->id, "returns", 0));
  nn_report_free (subject.report);
  subject.report = nn_check (subject.network, subject.data);
  {
    const VtSite site = site_of (&subject, lstm);
    g_autoptr (VtPlan) plan = vt_plan_new (&site);
    const VtCell second_step = { .about = NN_WHY_VALUE, .index = 16 };   /* its first number, after 16 of the first */
    VtRect place;
    VtCell found;

    g_assert_cmpuint (plan->columns, ==, 784);
    g_assert_cmpuint (plan->rows, ==, 16);
    g_assert_true (vt_plan_cell_place (plan, NULL, &second_step, &place));
    g_assert_cmpfloat (place.x, >, g_array_index (plan->cells, VtRect, 0).x);
    g_assert_cmpfloat (place.y, ==, g_array_index (plan->cells, VtRect, 0).y);
    g_assert_true (vt_plan_cell_at (plan, NULL, place.x + place.w / 2, place.y + place.h / 2, &found));
    g_assert_true (vt_cell_equal (&found, &second_step));
  }
  close_subject (&subject);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/views/rows-are-complete", test_rows_are_complete);
  g_test_add_func ("/ui/views/every-view-draws", test_every_view_draws);
  g_test_add_func ("/ui/views/fields", test_fields);
  g_test_add_func ("/ui/views/filters", test_filters);
  g_test_add_func ("/ui/views/given-back", test_given_back);
  g_test_add_func ("/ui/views/sampling", test_sampling);
  g_test_add_func ("/ui/views/group", test_group);
  g_test_add_func ("/ui/views/open-group", test_open_group);
  g_test_add_func ("/ui/views/own-places", test_own_places);
  g_test_add_func ("/ui/views/tiles-are-the-numbers", test_tiles_are_the_numbers);
  g_test_add_func ("/ui/views/bars-are-the-numbers", test_bars_are_the_numbers);
  g_test_add_func ("/ui/views/planes-of-probabilities", test_planes_of_probabilities);
  g_test_add_func ("/ui/views/output/marks-of-classes", test_marks_of_classes);
  g_test_add_func ("/ui/views/what-is-wanted", test_what_is_wanted);
  g_test_add_func ("/ui/views/waiting", test_waiting);
  g_test_add_func ("/ui/views/foot", test_foot);
  g_test_add_func ("/ui/views/input-plane", test_input_plane);
  g_test_add_func ("/ui/views/cells", test_cells);
  g_test_add_func ("/ui/views/strip", test_strip);
  return g_test_run ();
}
