#include "vt-own-points.h"

#include "text.h"

gboolean
vt_own_points_can (VtSession *session)
{
  return vt_session_dataset (session) != NULL && nn_points_can (vt_session_info (session));
}

static NnPoints *
read_points (VtSession *session)
{
  const char *spec = nn_network_data (vt_session_network (session));

  if (vt_session_dataset (session) == NULL)
    return NULL;
  return nn_points_is (spec) ? nn_points_parse (spec, NULL) : nn_points_from (vt_session_dataset (session));
}

static gboolean
write_points (VtSession *session, const NnPoints *points, const char *title)
{
  g_autofree char *spec = nn_points_format (points);
  GPtrArray *edits = g_ptr_array_new ();

  g_ptr_array_add (edits, nn_edit_set_data (spec));
  return vt_session_edit (session, nn_edit_group (g_strdup (title), edits));
}

void
vt_own_points_add (VtSession *session, const NnSpot *spot)
{
  g_autoptr (NnPoints) points = read_points (session);

  if (points == NULL)
    return;
  nn_points_add (points, *spot);
  vt_session_seal (session);
  if (write_points (session, points, _("Add point")))
    vt_session_set_example (session, points->spots->len - 1);
}

void
vt_own_points_move (VtSession *session, guint example, double x, double y)
{
  g_autoptr (NnPoints) points = read_points (session);

  if (points == NULL || example >= points->spots->len)
    return;
  nn_points_move (points, example, x, y);
  write_points (session, points, _("Move point"));
}

void
vt_own_points_remove (VtSession *session, guint example)
{
  g_autoptr (NnPoints) points = read_points (session);

  if (points == NULL || example >= points->spots->len)
    return;
  nn_points_remove (points, example);
  vt_session_seal (session);
  write_points (session, points, _("Delete point"));
  vt_session_seal (session);
}

void
vt_own_points_start_afresh (VtSession *session)
{
  g_autoptr (NnPoints) points = read_points (session);

  if (points == NULL)
    return;
  nn_points_start_afresh (points);
  vt_session_seal (session);
  write_points (session, points, _("Start with two points"));
  vt_session_seal (session);
}
