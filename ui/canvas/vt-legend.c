#include "vt-legend.h"

#include "text.h"
#include "vt-hatch.h"
#include "vt-scene-paint.h"

#define SWATCH 78.0
#define GAP 12.0
#define ROW_GAP 6.0

/* What the cards' maps have in common. */
typedef struct
{
  double smallest, largest;   /* of the layers' limits; 0: no maps */
  gboolean is_signed;
} Maps;

static void
add_map (Maps *maps, double limit, gboolean is_signed)
{
  if (limit <= 0.0)
    return;
  maps->smallest = maps->largest > 0.0 ? MIN (maps->smallest, limit) : limit;
  maps->largest = MAX (maps->largest, limit);
  maps->is_signed |= is_signed;
}

/* units: what neurons answer; weights: what is drawn as pictures of weights. */
static void
find_maps (const VtScene *scene, Maps *units, Maps *weights)
{
  *units = *weights = (Maps) { 0 };
  for (guint i = 0; i < scene->cards->len; i++)
    {
      const VtSceneCard *card = g_ptr_array_index (scene->cards, i);
      const VtPlan *plan = card->plan;

      if (plan->waits_for != NULL || !(g_str_equal (plan->view->id, "units") || plan->filter.channels > 0))
        continue;
      add_map (units, card->numbers.limit[0], card->numbers.has_negative[0] || plan->has_unit_ports);
      if (!plan->has_unit_ports && plan->weight_item >= 0)
        add_map (weights, card->numbers.limit[plan->weight_item], TRUE);
    }
}

/* How many weights are left out, or 0. */
static guint
weights_left_out (const VtScene *scene)
{
  guint n = 0;

  for (guint i = 0; i < scene->bundles->len; i++)
    {
      const guint all = vt_bundle_n_weights (&g_array_index (scene->bundles, VtSceneBundle, i));

      n += all > VT_WEIGHT_WIRES ? all - VT_WEIGHT_WIRES : 0;
    }
  return n;
}

static char *
weight_range (const VtScene *scene)
{
  g_autofree char *cap = vt_number_short (vt_scene_weight_cap (scene));

  if (weights_left_out (scene) > 0)
    return g_strdup_printf (_ ("−%s to +%s, the %u strongest"), cap, cap, VT_WEIGHT_WIRES);
  return g_strdup_printf (_ ("−%s to +%s"), cap, cap);
}

static char *
map_range (const Maps *maps)
{
  g_autofree char *low = vt_number_short (maps->smallest), *high = vt_number_short (maps->largest);

  if (maps->smallest < maps->largest)
    return maps->is_signed ? g_strdup_printf (_ ("± each layer’s own, %s to %s"), low, high)
                           : g_strdup_printf (_ ("0 to each layer’s own, %s to %s"), low, high);
  return maps->is_signed ? g_strdup_printf (_ ("−%s to +%s"), high, high) : g_strdup_printf (_ ("0 to %s"), high);
}

/* As negative weights are drawn. */
static void
clip_to_dashes (cairo_t *cr, double x, double y)
{
  for (guint i = 0; i < 3; i++)
    cairo_rectangle (cr, x + i * VT_DASH_PERIOD, y - 8.0, VT_DASH_LENGTH, 16.0);
  cairo_clip (cr);
}

/* Six strokes from the strongest negative weight over zero to the strongest positive one. */
static double
paint_strokes (cairo_t *cr, const VtTheme *theme, double x, double y)
{
  static const double sizes[] = { 1.0, 0.45, 0.1, -1.0, 0.1, 0.45, 1.0 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes) && cr != NULL; i++)
    {
      const double left = x + i * 30.0, width = vt_weight_width (sizes[i]);

      if (sizes[i] < 0.0)
        {
          vt_text (cr, left + 11.0, y + 4.0, VT_ALIGN_CENTRE, 11.5, 400, &theme->dim, 0.0, "0");
          continue;
        }
      cairo_save (cr);
      if (theme->is_contrasted && i < 3)
        clip_to_dashes (cr, left, y);
      vt_set_colour_alpha (cr, i < 3 ? &theme->negative : &theme->positive, vt_weight_alpha (sizes[i]));
      vt_round_path (cr, &(VtRect) { left, y - width / 2.0, 23.0, width }, width / 2.0);
      cairo_fill (cr);
      cairo_restore (cr);
    }
  return G_N_ELEMENTS (sizes) * 30.0 - 7.0;
}

static double
paint_ramp (cairo_t *cr, const VtTheme *theme, gboolean is_signed, double x, double y)
{
  const VtRect ramp = { x, y - 5.0, SWATCH, 10.0 };
  float values[64];

  if (cr == NULL)
    return SWATCH;
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] =
        (float) (is_signed ? 2.0 * i / (G_N_ELEMENTS (values) - 1) - 1.0 : (double) i / (G_N_ELEMENTS (values) - 1));
  cairo_save (cr);
  vt_round_path (cr, &ramp, 5.0);
  cairo_clip (cr);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      const VtColour colour = vt_map_colour (theme, is_signed ? VT_MAP_SIGNED : VT_MAP_UNSIGNED, 1.0, values[i]);

      vt_set_colour (cr, &colour);
      cairo_rectangle (cr, x + i * SWATCH / G_N_ELEMENTS (values), ramp.y, SWATCH / G_N_ELEMENTS (values) + 1.0,
                       ramp.h);
      cairo_fill (cr);
    }
  if (is_signed)
    vt_hatch_rect (cr, theme, &(VtRect) { x, ramp.y, SWATCH / 2.0, ramp.h });
  cairo_restore (cr);
  vt_tile_edge (cr, theme, &ramp, 5.0);
  return SWATCH;
}

typedef struct
{
  const char *title;
  char *range;
  gboolean is_map, is_signed;
} Entry;

/* One pill: title, swatch, range. */
static double
paint_entry (const Entry *entry, cairo_t *cr, const VtTheme *theme, double x, double y)
{
  const double title = vt_text_width (12.0, 600, entry->title), range = vt_text_width (12.0, 400, entry->range);
  const double swatch =
      entry->is_map ? paint_ramp (NULL, theme, entry->is_signed, 0, 0) : paint_strokes (NULL, theme, 0, 0);
  const double width = 14.0 + title + GAP + swatch + GAP + range + 14.0;
  const VtRect box = { x, y - VT_LEGEND_HEIGHT / 2.0, width, VT_LEGEND_HEIGHT };

  if (cr == NULL)
    return width;
  vt_box (cr, &box, VT_LEGEND_HEIGHT / 2.0, &theme->card, &theme->border, 1.0);
  vt_text (cr, x + 14.0, y + 4.0, VT_ALIGN_LEFT, 12.0, 600, &theme->text, 0.0, entry->title);
  if (entry->is_map)
    paint_ramp (cr, theme, entry->is_signed, x + 14.0 + title + GAP, y);
  else
    paint_strokes (cr, theme, x + 14.0 + title + GAP, y);
  vt_text (cr, x + width - 14.0, y + 4.0, VT_ALIGN_RIGHT, 12.0, 400, &theme->dim, 0.0, entry->range);
  return width;
}

#define ENTRIES 3

/* Returns how many entries there are; each range is to be freed. */
static guint
list_entries (const VtScene *scene, Entry entries[ENTRIES])
{
  Maps maps, weights;
  guint n = 0;

  find_maps (scene, &maps, &weights);

  if (scene->bundles->len > 0)
    entries[n++] = (Entry) { .title = _ ("Weight"), .range = weight_range (scene) };
  if (weights.largest > 0.0)
    entries[n++] = (Entry) { .title = _ ("Weight"), .range = map_range (&weights), .is_map = TRUE, .is_signed = TRUE };
  if (maps.largest > 0.0)
    entries[n++] =
        (Entry) { .title = _ ("Neuron"), .range = map_range (&maps), .is_map = TRUE, .is_signed = maps.is_signed };
  return n;
}

VtRect
vt_legend_paint (const VtScene *scene, cairo_t *cr, const VtTheme *theme, double x, double bottom, double max_width)
{
  Entry entries[ENTRIES];
  const guint n = list_entries (scene, entries);
  VtRect used = { x, bottom, 0.0, 0.0 };
  double right = x;

  /* Rows grow upwards from the bottom, so that the legend keeps its corner. */
  for (guint i = 0; i < n; i++)
    {
      const double width = paint_entry (&entries[i], NULL, theme, 0.0, 0.0);

      if (i == 0 || (max_width > 0.0 && right + width - x > max_width))
        {
          used.y -= VT_LEGEND_HEIGHT + (i > 0 ? ROW_GAP : 0.0);
          right = x;
        }
      paint_entry (&entries[i], cr, theme, right, used.y + VT_LEGEND_HEIGHT / 2.0);
      used.w = MAX (used.w, right + width - x);
      right += width + GAP;
      g_free (entries[i].range);
    }
  used.h = bottom - used.y;
  return used;
}

char *
vt_legend_words (const VtScene *scene)
{
  GString *words = g_string_new (NULL);
  Entry entries[ENTRIES];
  const guint n = list_entries (scene, entries);
  gboolean is_signed = FALSE;

  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (words, "%s%s: %s", i > 0 ? "; " : "", entries[i].title, entries[i].range);
      is_signed |= !entries[i].is_map || entries[i].is_signed;
      g_free (entries[i].range);
    }
  if (is_signed)
    g_string_append (words, _ ("; orange is below 0, blue above"));
  return g_string_free (words, FALSE);
}
