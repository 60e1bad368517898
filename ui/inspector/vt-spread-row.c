#include "vt-spread-row.h"

#include "text.h"
#include "vt-histogram.h"
#include "vt-text.h"

#define FACTS_USEC (G_USEC_PER_SEC / 10)   /* numbers that change faster cannot be read */
#define LARGE 72

/* What is said of the numbers, in this order. */
typedef enum
{
  SMALLEST,
  LARGEST,
  MEAN,
  SPREAD,
  ZEROS,
  COUNT,
  N_FACTS,
} Fact;

static const struct
{
  const char *title, *blurb;
} facts[N_FACTS] = {
  [SMALLEST] = { N_("Smallest"), NULL },
  [LARGEST] = { N_("Largest"), NULL },
  [MEAN] = { N_("Mean"), N_("Their sum divided by how many there are") },
  [SPREAD] = { N_("Spread"), N_("Standard deviation: how far from the mean they usually lie") },
  [ZEROS] = { N_("Zeros"), N_("How many of them are exactly 0") },
  [COUNT] = { N_("How many"), NULL },
};

struct _VtSpreadRow
{
  GtkWidget parent_instance;

  /* Owned. */
  GtkWidget *box;            /* the only child */

  GtkWidget *toggle, *inside, *arrow;
  VtHistogram *small, *large;
  GtkLabel *low, *high, *fact[N_FACTS];

  VtBins bins;               /* with its limit kept */
  gint64 told;               /* monotonic time of the facts */
};

G_DEFINE_FINAL_TYPE (VtSpreadRow, vt_spread_row, GTK_TYPE_WIDGET)

static guint opened_signal;

static gboolean
is_open (VtSpreadRow *self)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->toggle));
}

static void
toggled_cb (VtSpreadRow *self)
{
  gtk_widget_set_visible (self->inside, is_open (self));
  gtk_image_set_from_icon_name (GTK_IMAGE (self->arrow), is_open (self) ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_STATE_EXPANDED, is_open (self), -1);
  self->told = 0;
  if (is_open (self))
    g_signal_emit (self, opened_signal, 0);
}

static char *
write_fact (const VtBins *bins, Fact fact)
{
  const double values[] = { bins->low, bins->high, bins->mean, bins->spread };

  if (fact == COUNT)
    return vt_count ((gint64) bins->n);
  if (bins->n == bins->bad)
    return g_strdup ("–");
  if (fact == ZEROS)
    return vt_percent ((double) bins->zeros / (bins->n - bins->bad), 0);
  return vt_number_short (values[fact]);
}

static void
show_facts (VtSpreadRow *self)
{
  g_autofree char *limit = vt_number_short (self->bins.limit);
  g_autofree char *low = g_strdup_printf ("−%s", limit), *high = g_strdup_printf ("+%s", limit);

  for (guint i = 0; i < N_FACTS; i++)
    {
      g_autofree char *text = write_fact (&self->bins, i);

      gtk_label_set_text (self->fact[i], text);
    }
  gtk_label_set_text (self->low, low);
  gtk_label_set_text (self->high, high);
}

void
vt_spread_row_show (VtSpreadRow *self, const float *numbers, gsize n)
{
  const gint64 now = g_get_monotonic_time ();

  vt_histogram_show (self->small, numbers, n);
  if (!is_open (self))
    return;
  vt_histogram_show (self->large, numbers, n);
  if (now - self->told < FACTS_USEC)
    return;
  self->told = now;
  vt_bins_fill (&self->bins, numbers, n);
  show_facts (self);
}

void
vt_spread_row_clear (VtSpreadRow *self)
{
  vt_histogram_clear (self->small);
  vt_histogram_clear (self->large);
  self->bins = (VtBins) { 0 };
  self->told = 0;
  show_facts (self);
}

static void
vt_spread_row_dispose (GObject *object)
{
  g_clear_pointer (&VT_SPREAD_ROW (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (vt_spread_row_parent_class)->dispose (object);
}

static void
vt_spread_row_class_init (VtSpreadRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_spread_row_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  opened_signal = g_signal_new ("opened", VT_TYPE_SPREAD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vt_spread_row_init (VtSpreadRow *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static GtkWidget *
make_toggle (VtSpreadRow *self, const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_NONE, "label", title, "xalign",
                                   0.0f, "hexpand", TRUE, NULL);

  self->small = VT_HISTOGRAM (vt_histogram_new (title));
  self->arrow = gtk_image_new_from_icon_name ("pan-end-symbolic");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->small));
  gtk_box_append (GTK_BOX (box), self->arrow);
  self->toggle = gtk_toggle_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->toggle), box);
  gtk_widget_add_css_class (self->toggle, "flat");
  gtk_widget_add_css_class (self->toggle, "spread");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE, -1);
  g_signal_connect_swapped (self->toggle, "toggled", G_CALLBACK (toggled_cb), self);
  return self->toggle;
}

static GtkLabel *
make_number (float xalign)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "numeric");
  return GTK_LABEL (label);
}

static GtkWidget *
make_scale (VtSpreadRow *self)
{
  GtkWidget *scale = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkLabel *zero = make_number (0.5f);

  self->low = make_number (0.0f);
  self->high = make_number (1.0f);
  gtk_label_set_text (zero, "0");
  gtk_box_set_homogeneous (GTK_BOX (scale), TRUE);
  gtk_box_append (GTK_BOX (scale), GTK_WIDGET (self->low));
  gtk_box_append (GTK_BOX (scale), GTK_WIDGET (zero));
  gtk_box_append (GTK_BOX (scale), GTK_WIDGET (self->high));
  gtk_widget_add_css_class (scale, "dim-label");
  return scale;
}

/* A number is read with its name: the group has both. */
static GtkWidget *
make_facts (VtSpreadRow *self)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  for (guint i = 0; i < N_FACTS; i++)
    {
      const char *name = nn_text (facts[i].title);
      GtkWidget *title = gtk_label_new (name);

      gtk_label_set_xalign (GTK_LABEL (title), 0.0f);
      gtk_widget_add_css_class (title, "dim-label");
      gtk_widget_set_tooltip_text (title, nn_text (facts[i].blurb));
      self->fact[i] = make_number (1.0f);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (self->fact[i]), GTK_ACCESSIBLE_RELATION_LABELLED_BY, title, NULL, -1);
      gtk_grid_attach (GTK_GRID (grid), title, 0, (int) i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->fact[i]), 1, (int) i, 1, 1);
    }
  return grid;
}

GtkWidget *
vt_spread_row_new (const char *title)
{
  VtSpreadRow *self = g_object_new (VT_TYPE_SPREAD_ROW, NULL);
  GtkWidget *inside = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *name = g_strdup_printf (_ ("%s in detail"), title);

  self->large = VT_HISTOGRAM (vt_histogram_new (name));
  gtk_widget_set_size_request (GTK_WIDGET (self->large), -1, LARGE);
  gtk_widget_add_css_class (inside, "spread-facts");
  gtk_box_append (GTK_BOX (inside), GTK_WIDGET (self->large));
  gtk_box_append (GTK_BOX (inside), make_scale (self));
  gtk_box_append (GTK_BOX (inside), make_facts (self));
  gtk_widget_set_visible (inside, FALSE);
  self->inside = inside;
  gtk_box_append (GTK_BOX (self->box), make_toggle (self, title));
  gtk_box_append (GTK_BOX (self->box), inside);
  show_facts (self);
  return GTK_WIDGET (self);
}
