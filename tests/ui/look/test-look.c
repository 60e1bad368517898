/* What the program wishes and what the system has, together; and that everybody is told once. */
#include <adwaita.h>

#include "text.h"
#include "vt-look.h"

#define DPI(per_cent) ((int) (96 * 1024 * (per_cent) / 100))

static guint told;

static void
changed_cb (VtLook *look, gpointer data)
{
  told++;
}

static void
set_system (int per_cent)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", DPI (per_cent), NULL);
}

static int
get_dpi (void)
{
  int dpi;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  return dpi;
}

static void
test_text (void)
{
  VtLook *look = vt_look_get ();
  const int system = get_dpi ();

  vt_look_set_text_scale (look, 1.5);
  g_assert_cmpint (get_dpi (), ==, system * 3 / 2);
  g_assert_cmpfloat_with_epsilon (vt_look_text_scale (look), 1.5 * system / DPI (100), 1e-3);
  g_assert_cmpuint (told, ==, 1);
  vt_look_set_text_scale (look, 1.5);
  g_assert_cmpuint (told, ==, 1);
  vt_look_set_text_scale (look, 1.0);
  g_assert_cmpint (get_dpi (), ==, system);
  set_system (130);
  g_assert_cmpfloat_with_epsilon (vt_look_text_scale (look), 1.3, 1e-3);
  g_assert_cmpuint (told, ==, 3);
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-xft-dpi");
}

static void
test_contrast (void)
{
  VtLook *look = vt_look_get ();

  told = 0;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_LIGHT);
  g_assert_true (vt_look_theme (look) == &vt_theme_light);
  vt_look_set_contrast (look, TRUE);
  g_assert_true (vt_look_theme (look) == &vt_theme_light_contrast);
  g_assert_cmpuint (told, ==, 1);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  g_assert_true (vt_look_theme (look) == &vt_theme_dark_contrast);
  g_assert_cmpuint (told, ==, 2);
  vt_look_set_contrast (look, FALSE);
  g_assert_true (vt_look_theme (look) == &vt_theme_dark);
}

static void
test_point (void)
{
  VtLook *look = vt_look_get ();

  told = 0;
  vt_look_set_point (look, ",");
  g_assert_cmpstr (nn_decimal_point (), ==, ",");
  vt_look_set_point (look, ",");
  g_assert_cmpuint (told, ==, 1);
  vt_look_set_point (look, NULL);
  g_assert_cmpstr (nn_decimal_point (), ==, ".");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    return 77;   /* no display: passed over */
  adw_init ();
  g_signal_connect (vt_look_get (), "changed", G_CALLBACK (changed_cb), NULL);
  g_test_add_func ("/ui/look/text", test_text);
  g_test_add_func ("/ui/look/contrast", test_contrast);
  g_test_add_func ("/ui/look/point", test_point);
  return g_test_run ();
}
