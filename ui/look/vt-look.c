#include "vt-look.h"

#include <adwaita.h>

#include "text.h"

#define DPI "gtk-xft-dpi"
#define DPI_AT_100 (96.0 * 1024.0)
#define PRESENTED 1.25   /* how much larger text is where it is presented */

/* What libadwaita and the program's own style say of high contrast, for a choice that the system does not know of. */
#define WIDGETS_HC "/org/gnome/Adwaita/styles/base-hc.css"
#define OWN_HC "/org/vitrine/Vitrine/style-hc.css"
#define OWN_HC_DARK "/org/vitrine/Vitrine/style-hc-dark.css"

struct _VtLook
{
  GObject parent_instance;

  /* Owned. */
  GtkCssProvider *widgets, *own;   /* NULL: not loaded */

  gboolean is_contrasted;          /* by the program's own wish */
  double own_scale;
  gboolean presents;
  const char *point;               /* a constant; NULL: the locale's */
};

G_DEFINE_FINAL_TYPE (VtLook, vt_look, G_TYPE_OBJECT)

static guint changed_signal;

static void
tell (VtLook *self)
{
  g_signal_emit (self, changed_signal, 0);
}

/* Contrast */

static void
unload (GtkCssProvider **provider)
{
  if (*provider != NULL)
    gtk_style_context_remove_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (*provider));
  g_clear_object (provider);
}

static void
load (GtkCssProvider **provider, const char *path, guint priority)
{
  unload (provider);
  if (!g_resources_get_info (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL, NULL, NULL))
    return;
  *provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (*provider, path);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (*provider), priority);
}

static void
load_contrast (VtLook *self)
{
  const gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  if (!self->is_contrasted)
    {
      unload (&self->widgets);
      unload (&self->own);
      return;
    }
  load (&self->widgets, WIDGETS_HC, GTK_STYLE_PROVIDER_PRIORITY_THEME);
  load (&self->own, dark ? OWN_HC_DARK : OWN_HC, GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
}

static void
style_cb (VtLook *self)
{
  load_contrast (self);
  tell (self);
}

/* Text */

static double
system_scale (GtkSettings *settings)
{
  int dpi;

  g_object_get (settings, DPI, &dpi, NULL);
  return dpi > 0 ? dpi / DPI_AT_100 : 1.0;
}

static void
dpi_cb (VtLook *self)
{
  tell (self);
}

static double
find_scale (VtLook *self)
{
  return self->own_scale * (self->presents ? PRESENTED : 1.0);
}

/* GTK has one number for the size of text: the system's is asked for, multiplied and set again. */
static void
apply_own_scale (VtLook *self)
{
  const double scale = find_scale (self);
  GtkSettings *settings = gtk_settings_get_default ();

  g_signal_handlers_block_by_func (settings, dpi_cb, self);
  gtk_settings_reset_property (settings, DPI);
  if (scale != 1.0)
    g_object_set (settings, DPI, (int) (system_scale (settings) * scale * DPI_AT_100 + 0.5), NULL);
  g_signal_handlers_unblock_by_func (settings, dpi_cb, self);
  tell (self);
}

/* What the program has set hides from GTK that the system's number is another one now. */
static void
system_setting_cb (VtLook *self, const char *name)
{
  if (find_scale (self) != 1.0 && g_str_equal (name, DPI))
    apply_own_scale (self);
}

/* The object */

static void
vt_look_dispose (GObject *object)
{
  VtLook *self = VT_LOOK (object);

  unload (&self->widgets);
  unload (&self->own);
  G_OBJECT_CLASS (vt_look_parent_class)->dispose (object);
}

static void
vt_look_class_init (VtLookClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_look_dispose;
  changed_signal = g_signal_new ("changed", VT_TYPE_LOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vt_look_init (VtLook *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  self->own_scale = 1.0;
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (style_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (style_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_settings_get_default (), "notify::" DPI, G_CALLBACK (dpi_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gdk_display_get_default (), "setting-changed", G_CALLBACK (system_setting_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

VtLook *
vt_look_get (void)
{
  static VtLook *look;   /* as long as the program runs */

  if (look == NULL)
    look = g_object_new (VT_TYPE_LOOK, NULL);
  return look;
}

const VtTheme *
vt_look_theme (VtLook *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  return vt_theme_pick (adw_style_manager_get_dark (style),
                        self->is_contrasted || adw_style_manager_get_high_contrast (style));
}

double
vt_look_text_scale (VtLook *self)
{
  return system_scale (gtk_settings_get_default ());
}

void
vt_look_set_contrast (VtLook *self, gboolean high)
{
  if (high == self->is_contrasted)
    return;
  self->is_contrasted = high;
  style_cb (self);
}

void
vt_look_set_text_scale (VtLook *self, double scale)
{
  if (scale == self->own_scale)
    return;
  self->own_scale = scale;
  apply_own_scale (self);
}

void
vt_look_set_presenting (VtLook *self, gboolean presents)
{
  if (presents == self->presents)
    return;
  self->presents = presents;
  apply_own_scale (self);
}

void
vt_look_set_point (VtLook *self, const char *point)
{
  if (g_strcmp0 (point, self->point) == 0)
    return;
  self->point = point;
  nn_set_decimal_point (point);
  tell (self);
}

static void
follow_cb (GtkWidget *widget)
{
  gtk_widget_queue_resize (widget);
  gtk_widget_queue_draw (widget);
}

void
vt_look_follow (GtkWidget *widget)
{
  g_signal_connect_object (vt_look_get (), "changed", G_CALLBACK (follow_cb), widget, G_CONNECT_SWAPPED);
}

void
vt_look_keep_number (GtkWidget *text)
{
  const gboolean is_mirrored = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;
  float align;

  if (GTK_IS_EDITABLE (text))
    text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (text)));
  gtk_widget_set_direction (text, GTK_TEXT_DIR_LTR);
  if (!is_mirrored || g_object_class_find_property (G_OBJECT_GET_CLASS (text), "xalign") == NULL)
    return;
  g_object_get (text, "xalign", &align, NULL);
  g_object_set (text, "xalign", 1.0f - align, NULL);
}
