#include "vt-palette.h"

#include "text.h"
#include "vt-data-list.h"
#include "vt-layer-list.h"
#include "vt-palette-row.h"

struct _VtPalette
{
  GtkWidget parent_instance;

  /* Owned. */
  VtSession *session;
  GtkWidget *box; /* the only child */

  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (VtPalette, vt_palette, GTK_TYPE_WIDGET)

static void
open_example_cb (VtPalette *self, GtkListBoxRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-document", "s",
                              g_object_get_data (G_OBJECT (row), "document"));
}

static GtkWidget *
make_examples (VtPalette *self)
{
  GtkWidget *list = vt_palette_list_new (_("Examples"));
  guint n;
  const NnExample *examples = nn_examples (&n);

  for (guint i = 0; i < n; i++)
    {
      GtkWidget *row = vt_palette_row_new (NULL, examples[i].title, examples[i].note, examples[i].note);

      g_object_set_data_full (G_OBJECT (row), "document", g_strconcat ("example:", examples[i].name, NULL), g_free);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  g_signal_connect_swapped (list, "row-activated", G_CALLBACK (open_example_cb), self);
  return vt_palette_scroller_new (list);
}

static GtkWidget *
make_layers (VtPalette *self)
{
  return vt_layer_list_new (self->session);
}

static GtkWidget *
make_data (VtPalette *self)
{
  return vt_data_list_new (self->session);
}

/* The tabs. Each list is made when its tab is first shown, so that the window is there sooner. */
static const struct
{
  const char *name, *title;
  GtkWidget *(*make) (VtPalette *self);
} pages[] = {
  { "layers", N_("Layers"), make_layers },
  { "examples", N_("Examples"), make_examples },
  { "data", N_("Data"), make_data },
};

static void
page_changed_cb (VtPalette *self)
{
  const char *shown = gtk_stack_get_visible_child_name (self->stack);
  GtkWidget *page = gtk_stack_get_visible_child (self->stack);

  if (self->session == NULL || page == NULL || gtk_widget_get_first_child (page) != NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_strcmp0 (pages[i].name, shown) == 0)
      {
        GtkWidget *list = pages[i].make (self);

        gtk_widget_set_vexpand (list, TRUE);
        gtk_box_append (GTK_BOX (page), list);
      }
}

/* What the document hides; the last list stays. */
static void
hide_pages (VtPalette *self)
{
  GtkWidget *first = NULL, *shown;

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GtkWidget *page = gtk_stack_get_child_by_name (self->stack, pages[i].name);
      g_autofree char *control = g_strdup_printf ("palette-%s", pages[i].name);
      const gboolean hidden = nn_network_hides (vt_session_network (self->session), control);

      gtk_stack_page_set_visible (gtk_stack_get_page (self->stack, page), !hidden);
      gtk_widget_set_visible (page, !hidden);
      if (first == NULL && !hidden)
        first = page;
    }
  shown = gtk_stack_get_visible_child (self->stack);
  if (first != NULL && (shown == NULL || !gtk_widget_get_visible (shown)))
    gtk_stack_set_visible_child (self->stack, first);
}

static void
vt_palette_dispose (GObject *object)
{
  VtPalette *self = VT_PALETTE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (vt_palette_parent_class)->dispose (object);
}

static void
vt_palette_class_init (VtPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_palette_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "vt-palette");
}

static void
vt_palette_init (VtPalette *self)
{
  GtkWidget *tabs = gtk_stack_switcher_new ();
  GtkWidget *stack = gtk_stack_new ();

  self->stack = GTK_STACK (stack);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_add_css_class (tabs, "tabs");
  gtk_accessible_update_property (GTK_ACCESSIBLE (tabs), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Lists"), -1);
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (tabs), self->stack);
  gtk_box_append (GTK_BOX (self->box), tabs);
  gtk_box_append (GTK_BOX (self->box), stack);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    gtk_stack_add_titled (self->stack, gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), pages[i].name,
                          nn_text (pages[i].title));
  g_signal_connect_swapped (stack, "notify::visible-child", G_CALLBACK (page_changed_cb), self);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
vt_palette_new (VtSession *session)
{
  VtPalette *self = g_object_new (VT_TYPE_PALETTE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "network", G_CALLBACK (hide_pages), self, G_CONNECT_SWAPPED);
  hide_pages (self);
  page_changed_cb (self);
  return GTK_WIDGET (self);
}

void
vt_palette_show_data (VtPalette *self)
{
  gtk_stack_set_visible_child_name (self->stack, "data");
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}
