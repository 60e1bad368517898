#include "vt-settings-list.h"

#include "text.h"
#include "vt-aloud.h"
#include "vt-setting-field.h"

typedef struct
{
  GtkWidget *row;        /* borrowed from the box */
  VtSettingField *field; /* borrowed from the row */
} Row;

struct _VtSettingsList
{
  GtkWidget parent_instance;

  GtkWidget *box;        /* owned, the only child */
  const NnParam *params; /* whose rows are there; constant, or NULL */
  GArray *rows;          /* owned: Row */
};

G_DEFINE_FINAL_TYPE (VtSettingsList, vt_settings_list, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
changed_cb (VtSettingField *field, double value, gboolean settled, VtSettingsList *self)
{
  g_signal_emit (self, signals[CHANGED], 0, vt_setting_field_param (field)->id, value, settled);
}

/* A caption that the accessible tree leaves out, because the control carries the same words as its name. */
static GtkWidget *
make_caption (const char *text, const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_NONE, "label", text, "xalign",
                                   0.0f, "wrap", TRUE, NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
append_row (VtSettingsList *self, const NnParam *param)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = make_caption (nn_text (param->title), NULL);
  GtkWidget *field = vt_setting_field_new (param);
  const Row row = { .row = box, .field = VT_SETTING_FIELD (field) };

  gtk_widget_add_css_class (box, "setting");
  gtk_widget_set_tooltip_text (box, nn_text (param->blurb));
  vt_aloud_hush (box);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_set_valign (field, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), title);
  if (param->unit != NULL)
    gtk_box_append (GTK_BOX (box), make_caption (nn_text (param->unit), "dim-label"));
  gtk_box_append (GTK_BOX (box), field);
  gtk_box_append (GTK_BOX (self->box), box);
  g_signal_connect (field, "changed", G_CALLBACK (changed_cb), self);
  g_array_append_val (self->rows, row);
}

static void
remake_rows (VtSettingsList *self, const NnParam *params)
{
  GtkWidget *child;

  g_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  self->params = params;
  for (const NnParam *param = params; param != NULL && param->id != NULL; param++)
    append_row (self, param);
}

static void
vt_settings_list_dispose (GObject *object)
{
  VtSettingsList *self = VT_SETTINGS_LIST (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->rows, g_array_unref);
  G_OBJECT_CLASS (vt_settings_list_parent_class)->dispose (object);
}

static void
vt_settings_list_class_init (VtSettingsListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_settings_list_dispose;
  signals[CHANGED] = g_signal_new ("changed", VT_TYPE_SETTINGS_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_DOUBLE, G_TYPE_BOOLEAN);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "vt-settings-list");
}

static void
vt_settings_list_init (VtSettingsList *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->box, "rows");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
vt_settings_list_new (void)
{
  return g_object_new (VT_TYPE_SETTINGS_LIST, NULL);
}

void
vt_settings_list_show (VtSettingsList *self, const NnSettings *settings)
{
  const NnParam *params = settings != NULL ? nn_settings_params (settings) : NULL;

  if (params != self->params)
    remake_rows (self, params);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);
      const NnParam *param = vt_setting_field_param (row->field);

      vt_setting_field_set (row->field, nn_settings_get (settings, param->id));
      gtk_widget_set_visible (row->row, nn_settings_shown (settings, param));
    }
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0);
}

void
vt_settings_list_hide (VtSettingsList *self, const NnParam *param)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);

      if (vt_setting_field_param (row->field) == param)
        gtk_widget_set_visible (row->row, FALSE);
      any |= gtk_widget_get_visible (row->row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), any);
}

void
vt_settings_list_name (VtSettingsList *self, const NnParam *param, const char *const *names)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (vt_setting_field_param (g_array_index (self->rows, Row, i).field) == param)
      vt_setting_field_name (g_array_index (self->rows, Row, i).field, names);
}
