/* The table of card views. */
#include "vt-view.h"

#define VT_ROW(id) extern const VtView vt_view_##id;
#include "vt-views.inc"
#undef VT_ROW

static const VtView *const rows[] = {
#define VT_ROW(id) &vt_view_##id,
#include "vt-views.inc"
#undef VT_ROW
};

const VtView *const *
vt_view_rows (guint *n)
{
  *n = G_N_ELEMENTS (rows);
  return rows;
}

const VtView *
vt_view_pick (const VtSite *site, const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i]->id, id) && (rows[i]->fits == NULL || rows[i]->fits (site)))
      return rows[i];
  return rows[G_N_ELEMENTS (rows) - 1];
}

const VtView *
vt_view_find (const VtSite *site)
{
  return vt_view_pick (site, site->layer->kind->view);
}
