#include <locale.h>

#include "application.h"
#include "text.h"

int
main (int argc, char **argv)
{
  g_autoptr (VtApplication) app = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, VT_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  app = vt_application_new ();
  return g_application_run (G_APPLICATION (app), argc, argv);
}
