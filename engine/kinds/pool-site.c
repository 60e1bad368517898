#include "pool-site.h"

/* PyTorch's rule: a window that stands on padding alone would have nothing to look at. */
static gboolean
padding_fits (const NnSite *site, NnIssue *issue)
{
  const gint64 kernel = nn_settings_int (site->layer->settings, "kernel");
  const gint64 most = kernel / 2;

  if (nn_settings_int (site->layer->settings, "padding_size") <= most)
    return TRUE;
  nn_issue_set (issue, NN_ISSUE_ERROR, g_strdup_printf (_("The padding of %s is too wide."), site->layer->label),
                g_strdup_printf (_("It may be at most half the window, %" G_GINT64_FORMAT ", or some windows would stand on "
                                   "nothing else."),
                                 most));
  nn_issue_remedy (issue, (NnRemedy) {
                            .action = NN_REMEDY_SET,
                            .param = "padding_size",
                            .value = most,
                            .label = g_strdup_printf (_("Set Padding to %" G_GINT64_FORMAT), most),
                          });
  return FALSE;
}

gboolean
nn_infer_pool (const NnSite *site, NnShape *out, NnIssue *issue)
{
  double arg[NN_OP_ARGS] = { 0 };
  NnShape places;

  if (!padding_fits (site, issue))
    return FALSE;
  nn_site_window (site, arg);
  if (!nn_site_window_fits (site, arg, &places, issue))
    return FALSE;
  *out = site->in[0].rank == 2 ? NN_SHAPE (places.dim[1], places.dim[2]) : places;
  return TRUE;
}

NnValue
nn_lower_pool (NnGraph *graph, const NnSite *site, const char *op, NnValue in)
{
  const gboolean counts = nn_param_find (site->layer->kind->params, "counts_padding") != NULL &&
                          nn_settings_switch (site->layer->settings, "counts_padding");
  double arg[NN_OP_ARGS] = {
    [NN_POOL_KERNEL] = nn_site_kernel (site, 0),
    [NN_POOL_KERNEL + 1] = nn_site_kernel (site, 1),
    [NN_POOL_COUNTS_PADDING] = counts,
  };
  const NnValue picture = nn_site_as_picture (graph, site, in);

  nn_site_window (site, arg);
  return nn_site_from_picture (graph, site, nn_graph_op (graph, op, arg, &picture, 1));
}

gboolean
nn_infer_global_pool (const NnSite *site, NnShape *out, NnIssue *issue)
{
  if (site->in[0].rank != 2 && !nn_site_needs_picture (site, issue))
    return FALSE;
  *out = NN_SHAPE (site->in[0].dim[site->in[0].rank - 1]);
  return TRUE;
}

NnValue
nn_lower_global_pool (NnGraph *graph, const NnSite *site, const char *op, NnValue in)
{
  const double arg[NN_OP_ARGS] = {
    [NN_WINDOW_STRIDE] = 1, [NN_WINDOW_STRIDE + 1] = 1, [NN_WINDOW_DILATION] = 1, [NN_WINDOW_DILATION + 1] = 1,
  };
  const NnValue picture = nn_site_as_picture (graph, site, in);
  const NnValue out = nn_graph_op (graph, op, arg, &picture, 1);

  return nn_graph_view (graph, out, &NN_SHAPE (nn_graph_value (graph, out)->shape.dim[2]));
}
