#include "vt-callout.h"

#include "text.h"

struct _VtCallout
{
  VtFloating parent_instance;

  char *sentence, *detail;
  char *remedies;   /* their words, joined: to tell whether an issue is the same */
  guint layer, from;
  NnSeverity severity;
  gboolean is_large;
  GtkWidget *content, *badge;   /* children: one of them is shown */
};

#define RADIUS 14.0
#define BADGE_SIZE 26

G_DEFINE_FINAL_TYPE (VtCallout, vt_callout, VT_TYPE_FLOATING)

static guint remedy_signal;

static void
vt_callout_finalize (GObject *object)
{
  VtCallout *self = VT_CALLOUT (object);

  g_free (self->sentence);
  g_free (self->detail);
  g_free (self->remedies);
  G_OBJECT_CLASS (vt_callout_parent_class)->finalize (object);
}

static void
vt_callout_class_init (VtCalloutClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vt_callout_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
  remedy_signal =
      g_signal_new ("remedy", VT_TYPE_CALLOUT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
vt_callout_init (VtCallout *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
}

static void
clicked_cb (GtkButton *button, VtCallout *self)
{
  g_signal_emit (self, remedy_signal, 0, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "remedy")));
}

static char *
join_remedies (const NnIssue *issue)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < NN_ISSUE_REMEDIES && issue->remedy[i].action != NN_REMEDY_NONE; i++)
    g_string_append_printf (words, "%s\n", issue->remedy[i].label);
  return g_string_free (words, FALSE);
}

/* The first remedy of an error is the one filled button. */
static GtkWidget *
make_buttons (VtCallout *self, const NnIssue *issue)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);

  for (guint i = 0; i < NN_ISSUE_REMEDIES && issue->remedy[i].action != NN_REMEDY_NONE; i++)
    {
      GtkWidget *button = gtk_button_new_with_label (issue->remedy[i].label);

      if (i == 0 && self->severity != NN_ISSUE_WARNING)
        gtk_widget_add_css_class (button, "suggested-action");
      g_object_set_data (G_OBJECT (button), "remedy", GUINT_TO_POINTER (i));
      g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), self);
      gtk_box_append (GTK_BOX (row), button);
    }
  return row;
}

/* Put away, and back: the keyboard stays with it. */
static void
put_away_cb (VtCallout *self)
{
  vt_callout_fold (self, TRUE);
  gtk_widget_grab_focus (self->badge);
}

static void
bring_back_cb (VtCallout *self)
{
  vt_callout_fold (self, FALSE);
  gtk_widget_child_focus (self->content, GTK_DIR_TAB_FORWARD);
}

static gboolean
key_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, VtCallout *self)
{
  if (key != GDK_KEY_Escape || vt_callout_is_folded (self))
    return GDK_EVENT_PROPAGATE;
  put_away_cb (self);
  return GDK_EVENT_STOP;
}

static GtkWidget *
make_icon_button (VtCallout *self, const char *icon, const char *name, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "", -1);   /* the tooltip would be said after the same name */
  g_signal_connect_swapped (button, "clicked", clicked, self);
  return button;
}

/* The sentence, and the button that puts it away. */
static GtkWidget *
make_head (VtCallout *self, int width)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *sentence = vt_floating_label (self->sentence, self->is_large ? 16.5 : 13.5, 600, FALSE, width);
  GtkWidget *close = make_icon_button (self, "window-close-symbolic", _ ("Put the problem away"), G_CALLBACK (put_away_cb));

  gtk_widget_set_hexpand (sentence, TRUE);
  gtk_widget_set_valign (close, GTK_ALIGN_START);
  gtk_widget_add_css_class (close, "put-away");
  gtk_box_append (GTK_BOX (row), sentence);
  gtk_box_append (GTK_BOX (row), close);
  return row;
}

static void
add_badge (VtCallout *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->badge = make_icon_button (self, "vt-problem-symbolic", _ ("Show the problem"), G_CALLBACK (bring_back_cb));
  gtk_widget_add_css_class (self->badge, "problem-badge");
  if (self->severity != NN_ISSUE_WARNING)
    gtk_widget_add_css_class (self->badge, self->severity == NN_ISSUE_ERROR ? "error" : "unfinished");
  gtk_widget_set_size_request (self->badge, BADGE_SIZE, BADGE_SIZE);
  gtk_widget_set_visible (self->badge, FALSE);
  gtk_box_append (GTK_BOX (self), self->badge);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
name_callout (VtCallout *self, const NnIssue *issue, const char *layer_label)
{
  g_autofree char *name =
      layer_label != NULL ? g_strdup_printf (_ ("Problem: %s"), layer_label) : g_strdup (_ ("Problem: network"));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, issue->sentence, -1);
}

GtkWidget *
vt_callout_new (const NnIssue *issue, const char *layer_label, gboolean is_large, const VtTheme *theme)
{
  VtCallout *self = g_object_new (VT_TYPE_CALLOUT, "spacing", is_large ? 6 : 4, NULL);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, is_large ? 6 : 4);
  const int width = is_large ? 420 : 270, margin = is_large ? 18 : 14;

  self->sentence = g_strdup (issue->sentence);
  self->detail = g_strdup (issue->detail);
  self->remedies = join_remedies (issue);
  self->layer = issue->layer;
  self->from = issue->from;
  self->severity = issue->severity;
  self->is_large = is_large;
  vt_callout_set_theme (self, theme);
  name_callout (self, issue, layer_label);
  gtk_box_append (GTK_BOX (content), make_head (self, width));
  if (issue->detail != NULL && is_large)
    gtk_box_append (GTK_BOX (content), vt_floating_label (issue->detail, 13.0, 400, TRUE, width));
  if (issue->detail != NULL && !is_large)
    gtk_widget_set_tooltip_text (gtk_widget_get_first_child (content), issue->detail);   /* a note stays small */
  if (*self->remedies != '\0')
    {
      GtkWidget *buttons = make_buttons (self, issue);

      gtk_widget_set_margin_top (buttons, 6);
      gtk_box_append (GTK_BOX (content), buttons);
    }
  gtk_widget_set_margin_start (content, margin);
  gtk_widget_set_margin_end (content, margin);
  gtk_widget_set_margin_top (content, margin - 2);
  gtk_widget_set_margin_bottom (content, margin - 2);
  gtk_box_append (GTK_BOX (self), content);
  self->content = content;
  add_badge (self);
  return GTK_WIDGET (self);
}

void
vt_callout_set_theme (VtCallout *self, const VtTheme *theme)
{
  vt_floating_set_theme (VT_FLOATING (self), theme);
  vt_floating_set_line (VT_FLOATING (self), vt_callout_colour (self, theme),
                        self->is_large ? 2.0 : 1.5);
}

void
vt_callout_fold (VtCallout *self, gboolean is_folded)
{
  gtk_widget_set_visible (self->content, !is_folded);
  gtk_widget_set_visible (self->badge, is_folded);
  vt_floating_set_radius (VT_FLOATING (self), is_folded ? BADGE_SIZE / 2.0 : RADIUS);
}

gboolean
vt_callout_is_folded (VtCallout *self)
{
  return gtk_widget_get_visible (self->badge);
}

guint
vt_callout_layer (VtCallout *self)
{
  return self->layer;
}

guint
vt_callout_from (VtCallout *self)
{
  return self->from;
}

const VtColour *
vt_callout_colour (VtCallout *self, const VtTheme *theme)
{
  const VtColour *const colours[] = {
    [NN_ISSUE_ERROR] = &theme->error,
    [NN_ISSUE_UNFINISHED] = &theme->accent,
    [NN_ISSUE_WARNING] = &theme->warning,
  };

  return colours[self->severity];
}

gboolean
vt_callout_same (VtCallout *self, const NnIssue *issue)
{
  g_autofree char *remedies = join_remedies (issue);

  return self->layer == issue->layer && self->from == issue->from && g_strcmp0 (self->sentence, issue->sentence) == 0
         && g_strcmp0 (self->detail, issue->detail) == 0 && g_str_equal (self->remedies, remedies);
}
