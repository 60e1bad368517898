#include "preferences.h"

#include "text.h"
#include "vt-dialog.h"
#include "vt-look.h"
#include "vt-text.h"

#define GROUP "window"
#define THEME "theme"
#define CONTRAST "high-contrast"
#define TEXT "text-size"         /* per cent */
#define STILL "reduced-motion"
#define POINT "decimal-sign"

#define TEXT_LEAST 75
#define TEXT_MOST 200
#define TEXT_STEP 5

/* What can be chosen, with its name in the file; the first is as nobody chose. */

static const struct
{
  const char *id, *title;
  AdwColorScheme scheme;
} themes[] = {
  { "system", N_("As the system"), ADW_COLOR_SCHEME_DEFAULT },
  { "light", N_("Light"), ADW_COLOR_SCHEME_FORCE_LIGHT },
  { "dark", N_("Dark"), ADW_COLOR_SCHEME_FORCE_DARK },
};

static const struct
{
  const char *id, *title, *point;
} points[] = {
  { "system", N_("As the system"), NULL },
  { "point", N_("Point: 0.25"), "." },
  { "comma", N_("Comma: 0,25"), "," },
};

/* Remembering */

static char *
memory_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "vitrine", "window.ini", NULL);
}

static GKeyFile *
recall (void)
{
  GKeyFile *memory = g_key_file_new ();
  g_autofree char *path = memory_path ();

  g_key_file_load_from_file (memory, path, G_KEY_FILE_NONE, NULL); /* none yet: everything is as the system has it */
  return memory;
}

/* A choice that cannot be written down is only not remembered. */
static void
remember (GKeyFile *memory)
{
  g_autofree char *path = memory_path ();
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    g_key_file_save_to_file (memory, path, NULL);
}

/* Applying */

static guint
theme_in (GKeyFile *memory)
{
  g_autofree char *id = g_key_file_get_string (memory, GROUP, THEME, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (themes); i++)
    if (g_strcmp0 (themes[i].id, id) == 0)
      return i;
  return 0;
}

static guint
point_in (GKeyFile *memory)
{
  g_autofree char *id = g_key_file_get_string (memory, GROUP, POINT, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    if (g_strcmp0 (points[i].id, id) == 0)
      return i;
  return 0;
}

static int
text_in (GKeyFile *memory)
{
  const int size = g_key_file_get_integer (memory, GROUP, TEXT, NULL);

  return size == 0 ? 100 : CLAMP (size, TEXT_LEAST, TEXT_MOST);
}

static gboolean
is_still_in (GKeyFile *memory)
{
  return g_key_file_get_boolean (memory, GROUP, STILL, NULL);
}

static gboolean
is_contrasted_in (GKeyFile *memory)
{
  return g_key_file_get_boolean (memory, GROUP, CONTRAST, NULL);
}

static void
apply (GKeyFile *memory)
{
  GtkSettings *settings = gtk_settings_get_default ();
  VtLook *look = vt_look_get ();

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), themes[theme_in (memory)].scheme);
  vt_look_set_contrast (look, is_contrasted_in (memory));
  vt_look_set_text_scale (look, text_in (memory) / 100.0);
  vt_look_set_point (look, points[point_in (memory)].point);
  if (is_still_in (memory))
    g_object_set (settings, "gtk-enable-animations", FALSE, NULL);
  else
    gtk_settings_reset_property (settings, "gtk-enable-animations");
}

void
vt_preferences_apply (void)
{
  g_autoptr (GKeyFile) memory = recall ();

  apply (memory);
}

/* The window */

static void
theme_chosen_cb (AdwComboRow *row)
{
  g_autoptr (GKeyFile) memory = recall ();

  g_key_file_set_string (memory, GROUP, THEME, themes[adw_combo_row_get_selected (row)].id);
  apply (memory);
  remember (memory);
}

static void
point_chosen_cb (AdwComboRow *row)
{
  g_autoptr (GKeyFile) memory = recall ();

  g_key_file_set_string (memory, GROUP, POINT, points[adw_combo_row_get_selected (row)].id);
  apply (memory);
  remember (memory);
}

static void
contrast_chosen_cb (GtkSwitch *turn)
{
  g_autoptr (GKeyFile) memory = recall ();

  g_key_file_set_boolean (memory, GROUP, CONTRAST, gtk_switch_get_active (turn));
  apply (memory);
  remember (memory);
}

static void
still_chosen_cb (GtkSwitch *turn)
{
  g_autoptr (GKeyFile) memory = recall ();

  g_key_file_set_boolean (memory, GROUP, STILL, gtk_switch_get_active (turn));
  apply (memory);
  remember (memory);
}

static void
text_chosen_cb (GtkSpinButton *spin)
{
  g_autoptr (GKeyFile) memory = recall ();

  g_key_file_set_integer (memory, GROUP, TEXT, gtk_spin_button_get_value_as_int (spin));
  apply (memory);
  remember (memory);
}

static gboolean
write_percent_cb (GtkSpinButton *spin)
{
  g_autofree char *text = vt_percent (gtk_spin_button_get_value (spin) / 100.0, 0);

  if (g_strcmp0 (text, gtk_editable_get_text (GTK_EDITABLE (spin))) != 0)
    gtk_editable_set_text (GTK_EDITABLE (spin), text);
  return TRUE;
}

/* With or without the sign. What cannot be read leaves the size as it was. */
static int
read_percent_cb (GtkSpinButton *spin, double *value)
{
  g_autofree char *text = g_strdelimit (g_strdup (gtk_editable_get_text (GTK_EDITABLE (spin))), "%", '\0');
  g_auto (GStrv) parts = g_strsplit (text, "\u2009", 2);   /* the thin space before the sign */

  if (!vt_number_parse (parts[0] != NULL ? parts[0] : "", value))
    *value = gtk_spin_button_get_value (spin);
  return TRUE;
}

/* A row's note is a label inside it, which is not said when the keyboard comes to the row or to what is in it. */
static void
describe (GtkWidget *widget, const char *note)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, note, -1);
}

static GtkWidget *
make_combo_row (const char *title, const char *subtitle)
{
  GtkWidget *row = g_object_new (ADW_TYPE_COMBO_ROW, "title", title, "subtitle", subtitle, NULL);

  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (gtk_string_list_new (NULL)));
  g_object_unref (adw_combo_row_get_model (ADW_COMBO_ROW (row)));
  describe (row, subtitle);
  return row;
}

static void
append_choice (GtkWidget *row, const char *title)
{
  gtk_string_list_append (GTK_STRING_LIST (adw_combo_row_get_model (ADW_COMBO_ROW (row))), nn_text (title));
}

static GtkWidget *
make_theme_row (GKeyFile *memory)
{
  GtkWidget *row = make_combo_row (_("Colours"), _("Of the window and of all that is drawn in it."));

  for (guint i = 0; i < G_N_ELEMENTS (themes); i++)
    append_choice (row, themes[i].title);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), theme_in (memory));
  g_signal_connect (row, "notify::selected", G_CALLBACK (theme_chosen_cb), NULL);
  return row;
}

static GtkWidget *
make_point_row (GKeyFile *memory)
{
  GtkWidget *row = make_combo_row (_("Decimal sign"), _("In all numbers of the window. Typed numbers may have either."));

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    append_choice (row, points[i].title);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), point_in (memory));
  g_signal_connect (row, "notify::selected", G_CALLBACK (point_chosen_cb), NULL);
  return row;
}

static GtkWidget *
make_switch_row (const char *title, const char *subtitle, gboolean is_on, GCallback turned)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "subtitle", subtitle, NULL);
  GtkWidget *turn = gtk_switch_new ();

  gtk_switch_set_active (GTK_SWITCH (turn), is_on);
  gtk_widget_set_valign (turn, GTK_ALIGN_CENTER);
  g_signal_connect (turn, "notify::active", turned, NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), turn);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), turn);
  describe (row, subtitle);
  describe (turn, subtitle);
  return row;
}

static GtkWidget *
make_text_row (GKeyFile *memory)
{
  const char *note = _("Beside what the system sets. Cards and charts grow with it.");
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", _("Text size"), "subtitle", note, NULL);
  GtkWidget *spin = gtk_spin_button_new_with_range (TEXT_LEAST, TEXT_MOST, TEXT_STEP);

  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), FALSE);   /* a sign stands behind the number */
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 6);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  g_signal_connect (spin, "input", G_CALLBACK (read_percent_cb), NULL);
  g_signal_connect (spin, "output", G_CALLBACK (write_percent_cb), NULL);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), text_in (memory));
  gtk_spin_button_update (GTK_SPIN_BUTTON (spin));
  g_signal_connect (spin, "value-changed", G_CALLBACK (text_chosen_cb), NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Text size"), -1);
  describe (row, note);
  describe (spin, note);
  return row;
}

static void
add_group (AdwPreferencesPage *page, const char *title, GtkWidget *const *rows)
{
  GtkWidget *group = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", title, NULL);

  for (guint i = 0; rows[i] != NULL; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), rows[i]);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));
}

GtkWidget *
vt_preferences_window_new (GtkWindow *parent)
{
  g_autoptr (GKeyFile) memory = recall ();
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *const looks[] = {
    make_theme_row (memory),
    make_switch_row (_("High contrast"), _("Stronger lines and darker small print, whatever the system has."),
                     is_contrasted_in (memory), G_CALLBACK (contrast_chosen_cb)),
    make_text_row (memory),
    make_switch_row (_("Reduced motion"), _("Nothing slides or moves on its own; numbers and pictures change as before."),
                     is_still_in (memory), G_CALLBACK (still_chosen_cb)),
    NULL,
  };
  GtkWidget *const numbers[] = { make_point_row (memory), NULL };

  add_group (ADW_PREFERENCES_PAGE (page), _("How it looks"), looks);
  add_group (ADW_PREFERENCES_PAGE (page), _("Numbers"), numbers);
  return vt_dialog_new (_("Preferences"), ADW_PREFERENCES_PAGE (page), parent, 640, 600);
}
