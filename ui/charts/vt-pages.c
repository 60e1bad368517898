#include "vt-pages.h"

#include "text.h"
#include "vt-page-rows.h"

#define TABS_HEIGHT 42
#define HEIGHT 236
#define WIDE 1000          /* from here on two pages stand side by side */
#define SEPARATOR 1

typedef struct
{
  const VtPageRow *row;
  VtPage *page;
  GtkWidget *tab;
} Leaf;

struct _VtPages
{
  GtkWidget parent_instance;

  VtSession *session;
  GArray *leaves;            /* Leaf; the first is the one that stays beside the others */
  GtkWidget *bar, *tabs, *options;
  GtkWidget *separator;
  GtkCssProvider *colours;
  const Leaf *chosen;
  gboolean is_asked;         /* somebody chose the page: it is not changed for a better one */
  gboolean is_wide;
  guint settle_id;
};

G_DEFINE_FINAL_TYPE (VtPages, vt_pages, GTK_TYPE_WIDGET)

static const VtPageRow *const rows[] = {
#define VT_ROW(id) &vt_page_##id,
#include "vt-page-rows.inc"
#undef VT_ROW
};

const VtPageRow *const *
vt_page_rows (guint *n)
{
  *n = G_N_ELEMENTS (rows);
  return rows;
}

static Leaf *
get_leaf (VtPages *self, guint i)
{
  return &g_array_index (self->leaves, Leaf, i);
}

static gboolean
is_shown (VtPages *self, const Leaf *leaf)
{
  return leaf == self->chosen || (self->is_wide && leaf == get_leaf (self, 0));
}

static const char *
get_reason (VtPages *self, const Leaf *leaf)
{
  return leaf->row->unavailable != NULL ? leaf->row->unavailable (vt_session_info (self->session)) : NULL;
}

/* Tabs and switches follow what is shown. Not while sizes are given out: it may ask for sizes again. */
static void
settle (VtPages *self)
{
  for (guint i = 0; i < self->leaves->len; i++)
    {
      const Leaf *leaf = get_leaf (self, i);
      const gboolean shown = is_shown (self, leaf);

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (leaf->tab), shown);
      gtk_accessible_update_state (GTK_ACCESSIBLE (leaf->tab), GTK_ACCESSIBLE_STATE_SELECTED, shown, -1);
      gtk_widget_set_visible (vt_page_options (leaf->page), shown);
    }
}

static gboolean
settle_cb (gpointer data)
{
  VtPages *self = data;

  self->settle_id = 0;
  settle (self);
  return G_SOURCE_REMOVE;
}

static void
show (VtPages *self, const Leaf *leaf)
{
  self->chosen = leaf;
  settle (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
tab_cb (GtkButton *tab, VtPages *self)
{
  for (guint i = 0; i < self->leaves->len; i++)
    if (get_leaf (self, i)->tab == GTK_WIDGET (tab))
      {
        self->is_asked = TRUE;
        show (self, get_leaf (self, i));
      }
}

static const Leaf *
find_best (VtPages *self)
{
  const Leaf *best = get_leaf (self, 0);

  for (guint i = 1; i < self->leaves->len; i++)
    if (get_leaf (self, i)->row->rank > best->row->rank && get_reason (self, get_leaf (self, i)) == NULL)
      best = get_leaf (self, i);
  return best;
}

static void
data_cb (VtPages *self)
{
  for (guint i = 0; i < self->leaves->len; i++)
    {
      const Leaf *leaf = get_leaf (self, i);
      const char *reason = get_reason (self, leaf);

      gtk_widget_set_sensitive (leaf->tab, reason == NULL);
      gtk_widget_set_tooltip_text (leaf->tab, reason);
    }
  if (!self->is_asked || get_reason (self, self->chosen) != NULL)
    {
      const Leaf *best = find_best (self);

      if (best != self->chosen)
        show (self, best);
    }
}

static void
vt_pages_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                  int *minimum_baseline, int *natural_baseline)
{
  VtPages *self = VT_PAGES (widget);

  gtk_widget_measure (self->bar, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = HEIGHT;
  for (guint i = 0; i < self->leaves->len; i++)
    {
      int least, wish;

      gtk_widget_measure (GTK_WIDGET (get_leaf (self, i)->page), orientation, -1, &least, &wish, NULL, NULL);
      *minimum = MAX (*minimum, least + (orientation == GTK_ORIENTATION_VERTICAL ? TABS_HEIGHT : 0));
      *natural = MAX (*natural, *minimum);
    }
}

static void
place (GtkWidget *child, int x, int y, int width, int height)
{
  int least, wish;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wish, NULL, NULL);
  gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, MAX (width, least), height }, -1);
}

static void
vt_pages_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VtPages *self = VT_PAGES (widget);
  const gboolean is_wide = width >= WIDE, is_double = is_wide && self->chosen != get_leaf (self, 0);
  const int beside = is_double ? MIN (self->chosen->row->width, width - get_leaf (self, 0)->row->width) : 0;
  const int y = TABS_HEIGHT, h = MAX (height - TABS_HEIGHT, 1);

  if (is_wide != self->is_wide && self->settle_id == 0)
    self->settle_id = g_idle_add (settle_cb, self);
  self->is_wide = is_wide;
  place (self->bar, 0, 0, width, TABS_HEIGHT);
  gtk_widget_set_child_visible (self->separator, is_double);
  if (is_double)
    place (self->separator, width - beside - SEPARATOR, y + 4, SEPARATOR, MAX (h - 12, 1));
  for (guint i = 0; i < self->leaves->len; i++)
    {
      const Leaf *leaf = get_leaf (self, i);
      GtkWidget *page = GTK_WIDGET (leaf->page);

      gtk_widget_set_child_visible (page, is_shown (self, leaf));
      if (!is_shown (self, leaf))
        continue;
      if (is_double && leaf == self->chosen)
        place (page, width - beside, y, beside, h);
      else
        place (page, 0, y, is_double ? width - beside - SEPARATOR : width, h);
    }
}

static void
vt_pages_dispose (GObject *object)
{
  VtPages *self = VT_PAGES (object);
  GtkWidget *child;

  g_clear_handle_id (&self->settle_id, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  if (self->colours != NULL)
    gtk_style_context_remove_provider_for_display (gtk_widget_get_display (GTK_WIDGET (self)), GTK_STYLE_PROVIDER (self->colours));
  g_clear_object (&self->colours);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (vt_pages_parent_class)->dispose (object);
}

static void
vt_pages_finalize (GObject *object)
{
  g_clear_pointer (&VT_PAGES (object)->leaves, g_array_unref);
  G_OBJECT_CLASS (vt_pages_parent_class)->finalize (object);
}

static void
vt_pages_class_init (VtPagesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vt_pages_dispose;
  object_class->finalize = vt_pages_finalize;
  widget_class->measure = vt_pages_measure;
  widget_class->size_allocate = vt_pages_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "vtpages");
}

static void
vt_pages_init (VtPages *self)
{
  self->leaves = g_array_new (FALSE, TRUE, sizeof (Leaf));
  self->bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->tabs = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_TAB_LIST, "valign", GTK_ALIGN_CENTER, NULL);
  self->options = g_object_new (GTK_TYPE_BOX, "spacing", 8, "valign", GTK_ALIGN_CENTER, "halign", GTK_ALIGN_END,
                                "hexpand", TRUE, NULL);
  self->separator = gtk_separator_new (GTK_ORIENTATION_VERTICAL);
  self->colours = gtk_css_provider_new ();
  gtk_style_context_add_provider_for_display (gtk_widget_get_display (GTK_WIDGET (self)), GTK_STYLE_PROVIDER (self->colours),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_widget_add_css_class (self->tabs, "vt-tabs");
  gtk_widget_set_margin_start (self->bar, 16);
  gtk_widget_set_margin_end (self->bar, 16);
  gtk_box_append (GTK_BOX (self->bar), self->tabs);
  gtk_box_append (GTK_BOX (self->bar), self->options);
  gtk_widget_set_parent (self->bar, GTK_WIDGET (self));
  gtk_widget_set_parent (self->separator, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->tabs), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Pages"), -1);
}

static void
add_leaf (VtPages *self, const VtPageRow *row)
{
  Leaf leaf = { .row = row, .page = vt_page_new (row, self->session) };

  leaf.tab = g_object_new (GTK_TYPE_TOGGLE_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_TAB, "label", nn_text (row->title), NULL);
  g_signal_connect (leaf.tab, "clicked", G_CALLBACK (tab_cb), self);
  gtk_box_append (GTK_BOX (self->tabs), leaf.tab);
  gtk_box_append (GTK_BOX (self->options), vt_page_options (leaf.page));
  gtk_widget_set_parent (GTK_WIDGET (leaf.page), GTK_WIDGET (self));
  g_array_append_val (self->leaves, leaf);
}

GtkWidget *
vt_pages_new (VtSession *session)
{
  VtPages *self = g_object_new (VT_TYPE_PAGES, NULL);

  self->session = g_object_ref (session);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    add_leaf (self, rows[i]);
  self->chosen = get_leaf (self, 0);
  vt_pages_set_theme (self, &vt_theme_light);
  g_signal_connect_object (session, "network", G_CALLBACK (data_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "data", G_CALLBACK (data_cb), self, G_CONNECT_SWAPPED);
  data_cb (self);
  settle (self);
  return GTK_WIDGET (self);
}

static void
append_colour (GString *css, const char *selector, const char *property, const VtColour *colour)
{
  const GdkRGBA rgba = { (float) colour->r, (float) colour->g, (float) colour->b, (float) colour->a };
  g_autofree char *text = gdk_rgba_to_string (&rgba);

  g_string_append_printf (css, "vtpages %s { %s: %s; }\n", selector, property, text);
}

static void
load_colours (VtPages *self, const VtTheme *theme)
{
  g_autoptr (GString) css = g_string_new (
    "vtpages .vt-tabs { border-radius: 15px; padding: 3px; }\n"
    "vtpages .vt-tabs button { border-radius: 12px; padding: 1px 12px; min-height: 22px; font-weight: normal;"
    " border: none; box-shadow: none; background: none; }\n"
    "vtpages .vt-tabs button:checked { font-weight: bold; }\n"
    "vtpages .vt-picture:focus-visible { outline-width: 2px; outline-style: dashed; outline-offset: -4px; }\n"
    "vtpages .vt-heading { font-weight: bold; }\n"
    "vtpages .vt-note { font-size: 0.9em; }\n"
    "vtpages .vt-option { border-radius: 8px; padding: 1px 12px; min-height: 26px; font-weight: normal; }\n");

  append_colour (css, ".vt-tabs", "background-color", &theme->field);
  append_colour (css, ".vt-tabs button", "color", &theme->dim);
  append_colour (css, ".vt-tabs button:disabled", "color", &theme->faint);
  append_colour (css, ".vt-tabs button:checked", "color", &theme->text);
  append_colour (css, ".vt-tabs button:checked", "background-color", &theme->card);
  append_colour (css, ".vt-option", "color", &theme->dim);
  append_colour (css, ".vt-option:checked", "color", &theme->text);
  append_colour (css, ".vt-option:checked", "background-color", &theme->field);
  append_colour (css, ".vt-picture:focus-visible", "outline-color", &theme->accent);
  append_colour (css, ".vt-heading", "color", &theme->text);
  append_colour (css, ".vt-note", "color", &theme->dim);
  append_colour (css, "separator", "background-color", &theme->border);
  gtk_css_provider_load_from_data (self->colours, css->str, -1);
}

void
vt_pages_set_theme (VtPages *self, const VtTheme *theme)
{
  load_colours (self, theme);
  for (guint i = 0; i < self->leaves->len; i++)
    vt_page_set_theme (get_leaf (self, i)->page, theme);
}
