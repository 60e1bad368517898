#include "site.h"

#define AXIS(id_, title_, initial_)                                                                \
  { .id = id_, .title = title_, .blurb = N_("Items along this axis; 0: the axis is not there."),    \
    .type = NN_PARAM_INT, .min = 0, .max = 1e6, .initial = initial_, .step = 1 }

static const NnParam params[] = {
  {
    .id = "first",
    .title = N_("First size"),
    .blurb = N_("Items along the first axis; 0: as many as are left when the others are filled."),
    .type = NN_PARAM_INT,
    .min = 0,
    .max = 1e6,
    .initial = 0,
    .step = 1,
  },
  AXIS ("second", N_("Second size"), 1),
  AXIS ("third", N_("Third size"), 0),
  AXIS ("fourth", N_("Fourth size"), 0),
  { NULL },
};

/* The first size is found from the others where it is left open; 0 where nothing comes out even. */
static NnShape
find_shape (const NnSite *site)
{
  static const char *const sizes[NN_MAX_RANK] = { "first", "second", "third", "fourth" };
  const gint64 total = nn_shape_size (&site->in[0]);
  NnShape shape = { .rank = 1 };
  gint64 others = 1;

  for (guint i = 1; i < NN_MAX_RANK; i++)
    {
      const gint64 size = nn_settings_int (site->layer->settings, sizes[i]);

      if (size == 0)
        continue;
      shape.dim[shape.rank++] = size;
      others = others > total ? others : others * size;
    }
  shape.dim[0] = nn_settings_int (site->layer->settings, sizes[0]);
  if (shape.dim[0] == 0 && others <= total && total % others == 0)
    shape.dim[0] = total / others;
  return shape;
}

static gboolean
infer (const NnSite *site, NnShape *out, NnIssue *issue)
{
  const NnShape shape = find_shape (site);
  g_autofree char *found = NULL;
  g_autofree char *wanted = NULL;

  if (shape.dim[0] > 0 && nn_shape_size (&shape) == nn_shape_size (&site->in[0]))
    {
      *out = shape;
      return TRUE;
    }
  found = nn_shape_in_words (&site->in[0]);
  wanted = shape.dim[0] > 0 ? nn_shape_in_words (&shape) : g_strdup (_ ("equal rows of that size"));
  nn_issue_set (issue,
                NN_ISSUE_ERROR,
                g_strdup_printf (_ ("%s cannot lay what it is given out anew."), site->layer->label),
                g_strdup_printf (_ ("%s hands over %s, which do not fill %s exactly."), site->from[0], found, wanted));
  nn_issue_remedy (issue,
                   (NnRemedy) {
                     .action = NN_REMEDY_REMOVE_LAYER,
                     .label = g_strdup_printf (_ ("Remove %s"), site->layer->label),
                   });
  return FALSE;
}

static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  const NnShape shape = find_shape (site);

  return nn_graph_view (graph, in[0], &shape);
}

const NnKind nn_kind_reshape = {
  .id = "reshape",
  .title = N_("Reshape"),
  .blurb = N_("Lays the same numbers out in a block of another shape."),
  .explained = N_("The numbers stay in their order, read line by line; only the sizes of the block change: 784 numbers "
                  "can become a picture of 28×28×1, or 28 steps of 28 numbers. As many numbers must come out as went "
                  "in. Leave the first size at 0 and it is found from the others.\n\n"
                  "Use it behind Dense layers that make a picture, as in the second half of an autoencoder. To swap "
                  "axes take Permute: Reshape never moves a number past another."),
  .icon = "vt-reshape-symbolic",
  .view = "plain",
  .family = NN_FAMILY_SHAPE,
  .min_in = 1,
  .max_in = 1,
  .params = params,
  .infer = infer,
  .lower = lower,
};
