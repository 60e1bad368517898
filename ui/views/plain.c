/* A card no larger than its icon and name: layers that only pass on what they get. */
#include "vt-parts.h"

static void
plan_card (const VtSite *site, VtPlan *plan)
{
  plan->is_small = TRUE;
  plan->w = MAX (72.0, vt_text_width (13.5, 600, plan->title) + 30.0);
  plan->h = 68.0;
  plan->port_y = vt_site_is_plane (site) || vt_site_is_curve (site) ? VT_CARD_HEAD / 2.0 : plan->h / 2.0;
}

static void
paint (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
}

const VtView vt_view_plain = {
  .id = "plain",
  .form = "icon",
  .plan = plan_card,
  .paint = paint,
};
