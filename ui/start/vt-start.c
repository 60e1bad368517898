#include "vt-start.h"

#include <adwaita.h>

#include "document.h"
#include "source.h"
#include "text.h"
#include "vt-recent.h"
#include "vt-start-card.h"
#include "vt-text.h"

#define MOST_RECENT 3
#define MOST_COLUMNS 4
#define MOST_WIDTH 1344
#define REST_MS 16 /* between two turns: the window's frames go first */

struct _VtStart
{
  GtkWidget parent_instance;

  GtkWidget *scroller; /* owned, the only child */

  /* Inside. */
  GtkFlowBox *own, *examples;

  const VtTheme *theme;
  GPtrArray *previews; /* VtPreview, owned: those that still have something to learn */
  guint next;          /* of them, whose turn is next */
  guint rest;          /* source id, or 0 */
  gboolean is_busy;    /* a turn is on its way */
};

G_DEFINE_FINAL_TYPE (VtStart, vt_start, GTK_TYPE_WIDGET)

/* Turns: one preview after another, as long as the page can be seen. */

static void start_turn (VtStart *self);

static gboolean
rested_cb (gpointer data)
{
  VtStart *self = data;

  self->rest = 0;
  start_turn (self);
  return G_SOURCE_REMOVE;
}

static void
turned_cb (GObject *preview, GAsyncResult *result, gpointer data)
{
  g_autoptr (VtStart) self = data;

  self->is_busy = FALSE;
  if (vt_preview_is_done (VT_PREVIEW (preview)))
    g_ptr_array_remove (self->previews, preview);
  else
    self->next++;
  if (self->rest == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->rest = g_timeout_add (REST_MS, rested_cb, self);
}

static void
start_turn (VtStart *self)
{
  if (self->is_busy || self->previews->len == 0 || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->next %= self->previews->len;
  self->is_busy = TRUE;
  vt_preview_turn (g_ptr_array_index (self->previews, self->next), turned_cb, g_object_ref (self));
}

static void
vt_start_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vt_start_parent_class)->map (widget);
  start_turn (VT_START (widget));
}

static void
vt_start_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&VT_START (widget)->rest, g_source_remove);
  GTK_WIDGET_CLASS (vt_start_parent_class)->unmap (widget);
}

/* Cards */

static void
append_card (VtStart *self, GtkFlowBox *box, const VtStartOffer *offer)
{
  GtkWidget *card = vt_start_card_new (offer);
  VtPreview *preview = vt_start_card_preview (VT_START_CARD (card));
  GtkWidget *child = gtk_flow_box_child_new ();

  if (preview != NULL)
    g_ptr_array_add (self->previews, g_object_ref (preview));
  if (self->theme != NULL)
    vt_start_card_set_theme (VT_START_CARD (card), self->theme);
  gtk_widget_set_focusable (child, FALSE);   /* the button in it is */
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), card);
  gtk_flow_box_append (box, child);
}

/* "3 minutes · 500 points" */
static char *
example_foot (const NnExample *example)
{
  g_autoptr (NnNetwork) network = nn_example_open (example->name, NULL);
  g_autoptr (NnDataInfo) info = nn_data_describe (nn_network_data (network), NULL);
  g_autofree char *minutes = nn_count_in_words (example->minutes, "%s minute", "%s minutes");
  g_autofree char *n = vt_count (info->n);

  return g_strdup_printf ("%s · %s %s", minutes, n, info->noun);
}

static void
append_examples (VtStart *self)
{
  guint n;
  const NnExample *examples = nn_examples (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *document = g_strconcat ("example:", examples[i].name, NULL);
      g_autofree char *foot = example_foot (&examples[i]);

      append_card (self, self->examples,
                   &(VtStartOffer){ .document = document,
                                    .title = examples[i].title,
                                    .sentence = examples[i].sentence,
                                    .foot = foot });
    }
}

static void
append_recent (VtStart *self, const VtRecent *recent)
{
  g_autofree char *folder = g_path_get_dirname (recent->path);
  g_autofree char *shown = g_filename_display_basename (folder);
  g_autofree char *sentence = g_strdup_printf (_("Yours, in the folder “%s”."), shown);

  append_card (self, self->own,
               &(VtStartOffer){
                   .document = recent->path, .title = recent->name, .sentence = sentence, .foot = recent->age });
}

static void
append_back (VtStart *self, const char *open, gboolean is_low)
{
  g_autofree char *title = g_strdup_printf (_("Back to “%s”"), open);

  append_card (self, self->own,
               &(VtStartOffer){ .action = "win.back",
                                .icon = "go-previous-symbolic",
                                .title = title,
                                .sentence = _("This network is still open."),
                                .foot = _("Esc"),
                                .is_low = is_low });
}

static void
append_empty (VtStart *self, gboolean is_low)
{
  append_card (self, self->own,
               &(VtStartOffer){ .action = "win.new",
                                .icon = "list-add-symbolic",
                                .title = _("From an empty sheet"),
                                .sentence = _("Choose data, put layers together, and train what you built."),
                                .foot = _("Ctrl+N"),
                                .is_low = is_low });
}

/* The page */

static GtkFlowBox *
append_section (GtkBox *page, const char *title, const char *sentence)
{
  GtkWidget *heading = g_object_new (GTK_TYPE_LABEL, "label", title, "xalign", 0.0f, "accessible-role",
                                     GTK_ACCESSIBLE_ROLE_HEADING, NULL);
  GtkWidget *box = gtk_flow_box_new ();

  gtk_widget_add_css_class (heading, "section-title");
  gtk_box_append (page, heading);
  if (sentence != NULL)
    {
      GtkWidget *line = g_object_new (GTK_TYPE_LABEL, "label", sentence, "xalign", 0.0f, "wrap", TRUE, NULL);

      gtk_widget_add_css_class (line, "section-line");
      gtk_box_append (page, line);
    }
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (box), GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (box), TRUE);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (box), 2);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (box), MOST_COLUMNS);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (box), 16);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (box), 16);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_box_append (page, box);
  return GTK_FLOW_BOX (box);
}

static void
vt_start_dispose (GObject *object)
{
  VtStart *self = VT_START (object);

  g_clear_handle_id (&self->rest, g_source_remove);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (vt_start_parent_class)->dispose (object);
}

static void
vt_start_finalize (GObject *object)
{
  g_ptr_array_unref (VT_START (object)->previews);
  G_OBJECT_CLASS (vt_start_parent_class)->finalize (object);
}

static void
vt_start_class_init (VtStartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_start_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_start_finalize;
  widget_class->map = vt_start_map;
  widget_class->unmap = vt_start_unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.back", NULL);
  gtk_widget_class_set_css_name (widget_class, "vt-start");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vt_start_init (VtStart *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *clamp = g_object_new (ADW_TYPE_CLAMP, "maximum-size", MOST_WIDTH, "tightening-threshold", MOST_WIDTH,
                                   "child", page, NULL);

  self->previews = g_ptr_array_new_with_free_func (g_object_unref);
  self->own = append_section (GTK_BOX (page), _("Your own"), NULL);
  self->examples = append_section (GTK_BOX (page), _("Examples"),
                                   _("Each picture is the network itself, learning while you look. Open one and press Train."));
  gtk_widget_add_css_class (page, "page");
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), clamp);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Start"), -1);
}

GtkWidget *
vt_start_new (void)
{
  return g_object_new (VT_TYPE_START, NULL);
}

/* The cards of a section. */
static VtStartCard *
card_at (GtkFlowBox *box, int i)
{
  GtkFlowBoxChild *child = gtk_flow_box_get_child_at_index (box, i);

  return child != NULL ? VT_START_CARD (gtk_flow_box_child_get_child (child)) : NULL;
}

static void
set_theme (GtkFlowBox *box, const VtTheme *theme)
{
  VtStartCard *card;

  for (int i = 0; (card = card_at (box, i)) != NULL; i++)
    vt_start_card_set_theme (card, theme);
}

void
vt_start_set_theme (VtStart *self, const VtTheme *theme)
{
  self->theme = theme;
  set_theme (self->own, theme);
  set_theme (self->examples, theme);
}

static void
remove_own (VtStart *self)
{
  VtStartCard *card;

  while ((card = card_at (self->own, 0)) != NULL)
    {
      if (vt_start_card_preview (card) != NULL)
        g_ptr_array_remove (self->previews, vt_start_card_preview (card));
      gtk_flow_box_remove (self->own, gtk_widget_get_parent (GTK_WIDGET (card)));
    }
}

void
vt_start_refresh (VtStart *self, const char *open)
{
  g_autoptr (GPtrArray) list = vt_recent_list (MOST_RECENT);

  remove_own (self);
  if (open != NULL)
    append_back (self, open, list->len == 0);
  append_empty (self, list->len == 0);
  for (guint i = 0; i < list->len; i++)
    append_recent (self, g_ptr_array_index (list, i));
  if (card_at (self->examples, 0) == NULL)
    append_examples (self);
  start_turn (self);
}

void
vt_start_focus (VtStart *self)
{
  vt_start_card_focus (card_at (self->own, 0));
}
