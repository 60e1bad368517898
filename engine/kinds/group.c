#include "site.h"

#define MOST_TIMES 1000

static const NnParam params[] = {
  {
    .id = "repeat",
    .title = N_("Times"),
    .blurb = N_("How often what is inside stands one behind the other."),
    .type = NN_PARAM_INT,
    .min = 1,
    .max = MOST_TIMES,
    .initial = 1,
    .step = 1,
  },
  {
    .id = "shared",
    .title = N_("Same weights"),
    .blurb = N_("All repetitions use the same weights instead of each its own."),
    .type = NN_PARAM_SWITCH,
  },
  {
    .id = "open",
    .title = N_("Open"),
    .blurb = N_("Shows on the sheet what is inside."),
    .type = NN_PARAM_SWITCH,
    .is_look = TRUE,
  },
  {
    .id = "shown",
    .title = N_("Repetition shown"),
    .blurb = N_("Which of the repetitions is looked at when the group is open."),
    .type = NN_PARAM_INT,
    .min = 1,
    .max = MOST_TIMES,
    .initial = 1,
    .step = 1,
    .is_look = TRUE,
  },
  {
    .id = "placed",
    .title = N_("Own places"),
    .blurb = N_("What is inside stands where it was put, and not where its wires put it."),
    .type = NN_PARAM_SWITCH,
    .is_look = TRUE,
  },
  NN_TRAINING_PARAMS,
  { NULL },
};

/* An empty one hands on what arrives; engine/network goes through what is inside. */
static NnValue
lower (NnGraph *graph, const NnSite *site, const NnValue *in)
{
  return in[0];
}

const NnKind nn_kind_group = {
  .id = "group",
  .title = N_("Group"),
  .blurb = N_("Several layers as one card, which can stand one behind the other many times."),
  .explained = N_("A group holds a small network of its own: what arrives at the group comes in at its Input, and what "
                  "its last layer hands on leaves the group. Repeated, the whole of it stands several times in a row, "
                  "each time with weights of its own, or all with the same.\n\n"
                  "Deep networks are built so: a residual block is a group, a stage of eighteen blocks is that group "
                  "repeated, and a network of 110 layers fits on the sheet. A group may hold groups. Choose some "
                  "layers that hang together and make a group of them."),
  .icon = "vt-group-symbolic",
  .view = "group",
  .family = NN_FAMILY_SHAPE,
  .numbered = TRUE,
  .min_in = 1,
  .max_in = 1,
  .params = params,
  .infer = nn_infer_same,
  .lower = lower,
};
