#include "vt-figure.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <gio/gio.h>
#include <math.h>
#include <string.h>

#include "source.h"
#include "text.h"
#include "vt-legend.h"
#include "vt-mark-paint.h"
#include "vt-scene-paint.h"

#define MARGIN 24.0
#define PNG_SCALE 2.0

static void
look_at_weight (VtSceneCard *card, guint i, NnTrainer *trainer, const float *input)
{
  const NnLookItem *item = &card->plan->item[i];
  const guint weight = nn_graph_find_weight (nn_trainer_graph (trainer), item->layer, item->role);
  const float *values;
  gsize n;

  if (weight == NN_NO_WEIGHT)
    return;
  values = nn_trainer_weight (trainer, weight, &n);
  vt_numbers_set_item (&card->numbers, i, values, item->most > 0 ? MIN (n, item->most) : n);
}

static void
look_at_result (VtSceneCard *card, guint i, NnTrainer *trainer, const float *input)
{
  const gsize n = (gsize) nn_shape_size (&card->plan->out);
  g_autofree float *values = g_new0 (float, n);

  nn_trainer_predict (trainer, card->layer, input, 1, values);
  vt_numbers_set_item (&card->numbers, i, values, n);
}

/* The inputs at the cells' centres, the highest y first; [rows × columns][1 or 2]. */
static float *
plane_inputs (const NnLookItem *item, guint size)
{
  float *inputs = g_new (float, (gsize) item->rows * item->columns * size), *next = inputs;

  for (guint row = 0; row < item->rows; row++)
    for (guint column = 0; column < item->columns; column++)
      {
        *next++ = (float) (item->x0 + (item->x1 - item->x0) * (column + 0.5) / item->columns);
        if (size == 2)
          *next++ = (float) (item->y1 - (item->y1 - item->y0) * (row + 0.5) / item->rows);
      }
  return inputs;
}

static void
look_at_plane (VtSceneCard *card, guint i, NnTrainer *trainer, const float *input)
{
  const NnLookItem *item = &card->plan->item[i];
  const gsize places = (gsize) item->rows * item->columns, n = (gsize) nn_shape_size (&card->plan->out);
  const guint size = (guint) nn_data_info_input_size (nn_dataset_info (nn_trainer_dataset (trainer)));
  g_autofree float *inputs = plane_inputs (item, size), *results = g_new0 (float, places * n);
  g_autofree float *planes = g_new (float, places * n);

  nn_trainer_predict (trainer, card->layer, inputs, places, results);
  for (gsize unit = 0; unit < n; unit++)
    for (gsize place = 0; place < places; place++)
      planes[unit * places + place] = results[place * n + unit];
  vt_numbers_set_item (&card->numbers, i, planes, places * n);
}

static void
look_at_shares (VtSceneCard *card, guint i, NnTrainer *trainer, const float *input)
{
  const gsize n = nn_trainer_shares (trainer, card->layer, input, NULL);
  g_autofree float *shares = g_new (float, n);

  if (nn_trainer_shares (trainer, card->layer, input, shares) > 0)
    vt_numbers_set_item (&card->numbers, i, shares, n);
}

/* Only what the views ask for. */
static void (*const lookers[]) (VtSceneCard *card, guint i, NnTrainer *trainer, const float *input) = {
  [NN_LOOK_RESULT] = look_at_result,
  [NN_LOOK_PLANE] = look_at_plane,
  [NN_LOOK_WEIGHT] = look_at_weight,
  [NN_LOOK_SHARES] = look_at_shares,
};

static void
fill_card (VtSceneCard *card, NnTrainer *trainer, gsize example)
{
  const NnDataset *dataset = nn_trainer_dataset (trainer);
  const gsize n = nn_data_info_input_size (nn_dataset_info (dataset));
  g_autofree float *input = g_new (float, n);

  nn_dataset_input (dataset, example, input);
  vt_numbers_set_input (&card->numbers, card->plan, input, n);
  card->numbers.example = example;
  vt_numbers_set_right (&card->numbers, card->plan, dataset, example);
  if (card->plan->waits_for != NULL)
    return;
  card->numbers.loss = nn_trainer_layer_loss (trainer, example, card->layer);
  for (guint i = 0; i < card->plan->n_items; i++)
    lookers[card->plan->item[i].at](card, i, trainer, input);
}

static void
paint_ports (cairo_t *cr, const VtTheme *theme, const VtSceneCard *card)
{
  double x, y;

  for (guint slot = 0; slot < card->plan->n_in; slot++)
    {
      vt_scene_input (card, slot, &x, &y);
      vt_paint_port (cr, theme, x, y, card->has_error, FALSE);
    }
  if (!card->plan->gives)
    return;
  vt_scene_output (card, &x, &y);
  vt_paint_port (cr, theme, x, y, FALSE, FALSE);
}

static void
paint_card (cairo_t *cr, const VtTheme *theme, const VtSceneCard *card)
{
  cairo_save (cr);
  cairo_translate (cr, card->rect.x, card->rect.y);
  vt_plan_paint_frame (card->plan, cr, theme, VT_CARD_NO_ICON | (card->has_error ? VT_CARD_ERROR : 0));
  vt_plan_paint_body (card->plan, cr, theme, &card->numbers);
  cairo_restore (cr);
  paint_ports (cr, theme, card);
}

static void
paint_cards (cairo_t *cr, const VtTheme *theme, const VtScene *scene, gboolean frames)
{
  for (guint i = 0; i < scene->cards->len; i++)
    {
      const VtSceneCard *card = g_ptr_array_index (scene->cards, i);

      if (card->plan->is_frame == frames)
        paint_card (cr, theme, card);
    }
}

void
vt_figure_look (VtScene *scene, NnTrainer *trainer, gsize example)
{
  for (guint i = 0; i < scene->cards->len; i++)
    fill_card (g_ptr_array_index (scene->cards, i), trainer, example);
}

void
vt_figure_paint (cairo_t *cr, const VtTheme *theme, const VtScene *scene)
{
  const double cap = vt_scene_weight_cap (scene);

  paint_cards (cr, theme, scene, TRUE);   /* as the sheet does: frames lie under the wires */
  for (guint i = 0; i < scene->wires->len; i++)
    vt_paint_wire (cr, theme, &g_array_index (scene->wires, VtSceneWire, i), VT_WIRE_PLAIN);
  for (guint i = 0; i < scene->bundles->len; i++)
    {
      g_autoptr (GArray) lines = vt_bundle_lines (&g_array_index (scene->bundles, VtSceneBundle, i), cap);

      vt_paint_weights (cr, theme, lines);
    }
  paint_cards (cr, theme, scene, FALSE);
  for (guint i = 0; i < scene->wires->len; i++)
    vt_paint_wire_label (cr, theme, &g_array_index (scene->wires, VtSceneWire, i));
  for (guint i = 0; i < scene->marks->len; i++)
    vt_paint_mark (cr, theme, g_ptr_array_index (scene->marks, i));
}

static cairo_status_t
append_cb (void *bytes, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
svg_surface (GByteArray *bytes, double width, double height)
{
  return cairo_svg_surface_create_for_stream (append_cb, bytes, width, height);
}

static cairo_surface_t *
pdf_surface (GByteArray *bytes, double width, double height)
{
  return cairo_pdf_surface_create_for_stream (append_cb, bytes, width, height);
}

static cairo_surface_t *
png_surface (GByteArray *bytes, double width, double height)
{
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) ceil (width * PNG_SCALE), (int) ceil (height * PNG_SCALE));

  cairo_surface_set_device_scale (surface, PNG_SCALE, PNG_SCALE);
  return surface;
}

typedef struct
{
  const char *id;
  cairo_surface_t *(*make) (GByteArray *bytes, double width, double height);
  gboolean is_image;   /* its bytes are made at the end */
} Format;

static const Format formats[] = {
  { "svg", svg_surface, FALSE },
  { "pdf", pdf_surface, FALSE },
  { "png", png_surface, TRUE },
};

static const Format *
find_format (const char *id, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].id, id))
      return &formats[i];
  g_set_error (error, NN_ERROR, NN_ERROR_ARGUMENT, _ ("A network cannot be drawn as “%s”: take svg, pdf or png."), id);
  return NULL;
}

static GByteArray *
draw (const VtScene *scene, const Format *format)
{
  const VtTheme *theme = &vt_theme_light;
  const VtRect legend = vt_legend_paint (scene, NULL, theme, 0.0, 0.0, 0.0);
  const double width = MAX (scene->bounds.w, legend.w) + 2.0 * MARGIN;
  const double height = scene->bounds.h + 2.0 * MARGIN + (legend.h > 0.0 ? legend.h + MARGIN : 0.0);
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = format->make (bytes, width, height);
  cairo_t *cr = cairo_create (surface);

  vt_set_colour (cr, &theme->sheet);
  cairo_paint (cr);
  vt_legend_paint (scene, cr, theme, MARGIN, height - MARGIN, 0.0);
  cairo_translate (cr, MARGIN - scene->bounds.x, MARGIN - scene->bounds.y);
  vt_figure_paint (cr, theme, scene);
  cairo_destroy (cr);
  if (format->is_image)
    cairo_surface_write_to_png_stream (surface, append_cb, bytes);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  return bytes;
}

gboolean
vt_figure_export (const NnNetwork *network,
                  const NnReport *report,
                  NnTrainer *trainer,
                  gsize example,
                  const char *format_id,
                  const char *path,
                  GError **error)
{
  const Format *format = find_format (format_id, error);
  g_autoptr (NnDataInfo) info = NULL;
  g_autoptr (VtScene) scene = vt_scene_new ();
  g_autoptr (GByteArray) bytes = NULL;

  if (format == NULL)
    return FALSE;
  if (nn_network_n_layers (network) == 0)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_ARGUMENT, _ ("%s: there is nothing to draw: the network has no layers."),
                   path);
      return FALSE;
    }
  /* Data that cannot be described leaves the cards waiting: the figure says so itself. */
  info = nn_data_describe (nn_network_data (network), NULL);
  vt_scene_update (scene, network, report, info);
  if (trainer != NULL)
    vt_figure_look (scene, trainer, example);
  bytes = draw (scene, format);
  return g_file_set_contents_full (path, (const char *) bytes->data, bytes->len, G_FILE_SET_CONTENTS_CONSISTENT, 0666,
                                   error);
}
