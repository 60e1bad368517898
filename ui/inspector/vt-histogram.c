#include "vt-histogram.h"

#include <math.h>
#include <string.h>

#include "text.h"
#include "vt-aloud.h"
#include "vt-look.h"
#include "vt-text.h"
#include "vt-theme.h"

/* Large layers are counted this often only: a quarter of a million numbers take most of a millisecond. */
#define MANY 16384
#define MANY_USEC (G_USEC_PER_SEC / 10)
#define TELL_USEC (G_USEC_PER_SEC / 2) /* how often the description in words follows */

struct _VtHistogram
{
  GtkWidget parent_instance;

  VtBins bins;
  gint64 counted, told; /* when, monotonic */
};

G_DEFINE_FINAL_TYPE (VtHistogram, vt_histogram, GTK_TYPE_WIDGET)

void
vt_bins_fill (VtBins *bins, const float *numbers, gsize n)
{
  double limit = bins->limit, sum = 0, squares = 0, low = INFINITY, high = -INFINITY;
  gsize bad = 0;

  for (gsize i = 0; i < n; i++)
    if (isfinite (numbers[i]))
      {
        sum += numbers[i];
        low = MIN (low, numbers[i]);
        high = MAX (high, numbers[i]);
      }
    else
      bad++;
  if (n > bad && MAX (-low, high) > limit)
    limit = exp2 (ceil (log2 (MAX (-low, high))));

  memset (bins, 0, sizeof *bins);
  bins->n = n;
  bins->bad = bad;
  bins->limit = limit;
  if (n == bad)
    return;
  bins->low = low;
  bins->high = high;
  bins->mean = sum / (n - bad);
  for (gsize i = 0; i < n; i++)
    if (isfinite (numbers[i]))
      {
        const double off = numbers[i] - bins->mean, place = limit > 0 ? (numbers[i] / limit + 1) / 2 : 0.5;

        squares += off * off;
        bins->zeros += numbers[i] == 0;
        bins->count[MIN ((guint) (place * VT_HISTOGRAM_BINS), VT_HISTOGRAM_BINS - 1)]++;
      }
  bins->spread = sqrt (squares / (n - bad));
  for (guint i = 0; i < VT_HISTOGRAM_BINS; i++)
    bins->most = MAX (bins->most, bins->count[i]);
}

static char *
in_words (const VtBins *bins)
{
  g_autofree char *n = vt_count (bins->n);
  g_autofree char *low = vt_number_short (bins->low);
  g_autofree char *high = vt_number_short (bins->high);
  g_autofree char *mean = vt_number_short (bins->mean);

  if (bins->n == 0)
    return g_strdup (_("no numbers yet"));
  if (bins->bad == bins->n)
    return g_strdup_printf (_("%s numbers, none of them finite"), n);
  return g_strdup_printf (_("%s numbers from %s to %s, mean %s"), n, low, high, mean);
}

static void
tell (VtHistogram *self)
{
  g_autofree char *words = in_words (&self->bins);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  gtk_widget_set_tooltip_text (gtk_widget_get_parent (GTK_WIDGET (self)), words);
  vt_aloud_hush (gtk_widget_get_parent (GTK_WIDGET (self)));
}

static GdkRGBA
rgba (const VtColour *colour)
{
  return (GdkRGBA) { .red = colour->r, .green = colour->g, .blue = colour->b, .alpha = colour->a };
}

static void
vt_histogram_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  const VtBins *bins = &VT_HISTOGRAM (widget)->bins;
  const VtTheme *theme = vt_look_theme (vt_look_get ());
  const GdkRGBA negative = rgba (&theme->negative), positive = rgba (&theme->positive), idle = rgba (&theme->idle);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const double pitch = (double) width / VT_HISTOGRAM_BINS;

  for (guint i = 0; i < VT_HISTOGRAM_BINS; i++)
    {
      const gboolean any = bins->count[i] > 0;
      const GdkRGBA *colour = i < VT_HISTOGRAM_BINS / 2 ? &negative : &positive;
      /* A bin that holds anything is at least 2 px high: a few large weights matter most. */
      const double h = any ? MAX (2, round ((height - 1.0) * bins->count[i] / bins->most)) : 1;

      gtk_snapshot_append_color (snapshot, any ? colour : &idle,
                                 &GRAPHENE_RECT_INIT (round (i * pitch), height - h, round (pitch) - 1, h));
    }
}

static void
vt_histogram_class_init (VtHistogramClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = vt_histogram_snapshot;
  gtk_widget_class_set_css_name (widget_class, "vt-histogram");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
vt_histogram_init (VtHistogram *self)
{
  gtk_widget_set_size_request (GTK_WIDGET (self), 4 * VT_HISTOGRAM_BINS, 28);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  vt_look_follow (GTK_WIDGET (self));
}

GtkWidget *
vt_histogram_new (const char *name)
{
  GtkWidget *self = g_object_new (VT_TYPE_HISTOGRAM, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return self;
}

void
vt_histogram_show (VtHistogram *self, const float *numbers, gsize n)
{
  const gint64 now = g_get_monotonic_time ();

  if (n > MANY && now - self->counted < MANY_USEC)
    return;
  self->counted = now;
  vt_bins_fill (&self->bins, numbers, n);
  if (now - self->told > TELL_USEC)
    {
      self->told = now;
      tell (self);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vt_histogram_clear (VtHistogram *self)
{
  self->bins = (VtBins) { 0 };
  self->counted = self->told = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
