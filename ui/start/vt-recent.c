#include "vt-recent.h"

#include "text.h"

#define MIME_TYPE "application/x-vitrine"
#define PROGRAM "Vitrine"
#define COMMAND "vitrine %f"

static void
recent_free (gpointer data)
{
  VtRecent *recent = data;

  g_free (recent->path);
  g_free (recent->name);
  g_free (recent->age);
  g_free (recent);
}

/* Days as people count them, not hours: what was done last night was yesterday. */
static int
days_ago (GDateTime *then)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) local = g_date_time_to_local (then);
  g_autoptr (GDate) today = g_date_new_dmy (g_date_time_get_day_of_month (now), g_date_time_get_month (now),
                                            g_date_time_get_year (now));
  g_autoptr (GDate) day = g_date_new_dmy (g_date_time_get_day_of_month (local), g_date_time_get_month (local),
                                          g_date_time_get_year (local));

  return MAX (g_date_days_between (day, today), 0);
}

static char *
age_in_words (GDateTime *then)
{
  const int days = days_ago (then);

  if (days == 0)
    return g_strdup (_("today"));
  if (days == 1)
    return g_strdup (_("yesterday"));
  return nn_count_in_words (days, "%s day ago", "%s days ago");
}

static VtRecent *
recent_new (GtkRecentInfo *info)
{
  VtRecent *recent = g_new0 (VtRecent, 1);

  recent->path = g_filename_from_uri (gtk_recent_info_get_uri (info), NULL, NULL);
  recent->name = g_strdup (gtk_recent_info_get_display_name (info));
  recent->age = age_in_words (gtk_recent_info_get_modified (info));
  return recent;
}

static int
compare_age (gconstpointer a, gconstpointer b)
{
  return g_date_time_compare (gtk_recent_info_get_modified ((GtkRecentInfo *) b),
                              gtk_recent_info_get_modified ((GtkRecentInfo *) a));
}

static gboolean
is_ours (GtkRecentInfo *info)
{
  return gtk_recent_info_has_application (info, PROGRAM) && gtk_recent_info_is_local (info) &&
         gtk_recent_info_exists (info);
}

void
vt_recent_note (const char *path)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  g_autofree char *uri = g_filename_to_uri (whole, NULL, NULL);
  const GtkRecentData data = { .mime_type = (char *) MIME_TYPE, .app_name = (char *) PROGRAM, .app_exec = (char *) COMMAND };

  if (uri != NULL)
    gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
}

GPtrArray *
vt_recent_list (guint most)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (recent_free);
  GList *items = g_list_sort (gtk_recent_manager_get_items (gtk_recent_manager_get_default ()), compare_age);

  for (GList *item = items; item != NULL && list->len < most; item = item->next)
    if (is_ours (item->data))
      g_ptr_array_add (list, recent_new (item->data));
  g_list_free_full (items, (GDestroyNotify) gtk_recent_info_unref);
  return list;
}
