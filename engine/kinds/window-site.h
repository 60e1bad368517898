/* What convolutions and pools share: their settings, and the window that these make. Private to this room. */
#pragma once

#include "conv.h"
#include "pooling.h"
#include "site.h"

G_BEGIN_DECLS

/* Rows of a table of parameters. */
#define NN_PARAM_KERNEL(size)                                                                              \
  {                                                                                                        \
    .id = "kernel",                                                                                        \
    .title = N_("Window"),                                                                                 \
    .blurb = N_("How many dots the window is wide and high."),                                             \
    .type = NN_PARAM_INT, .min = 1, .max = 64, .initial = size, .step = 1,                                 \
  }
#define NN_PARAM_STRIDE(size)                                                                              \
  {                                                                                                        \
    .id = "stride",                                                                                        \
    .title = N_("Stride"),                                                                                 \
    .blurb = N_("How many dots the window moves on each time: 2 halves width and height."),                \
    .type = NN_PARAM_INT, .min = 1, .max = 64, .initial = size, .step = 1,                                 \
  }
#define NN_PARAM_DILATION                                                                                  \
  {                                                                                                        \
    .id = "dilation",                                                                                      \
    .title = N_("Dilation"),                                                                               \
    .blurb = N_("How far apart the dots are that the window looks at: 1 takes neighbours, 2 every other."),\
    .type = NN_PARAM_INT, .min = 1, .max = 64, .initial = 1, .step = 1,                                    \
  }
#define NN_PARAM_PADDING                                                                                   \
  {                                                                                                        \
    .id = "padding",                                                                                       \
    .title = N_("Padding"),                                                                                \
    .blurb = N_("Whether zeros are put around what arrives, so that the window can stick out at the edge."), \
    .type = NN_PARAM_CHOICE, .choices = nn_padding_choices, .initial = 0,                                  \
  },                                                                                                       \
  {                                                                                                        \
    .id = "padding_size",                                                                                  \
    .title = N_("Zeros at each edge"),                                                                     \
    .blurb = N_("How many zeros are put at each edge."),                                                   \
    .type = NN_PARAM_INT, .min = 0, .max = 64, .initial = 1, .step = 1, .when = "padding=custom",          \
  }
#define NN_PARAM_PADDING_SIZE                                                                              \
  {                                                                                                        \
    .id = "padding_size",                                                                                  \
    .title = N_("Padding"),                                                                                \
    .blurb = N_("How many dots are added at each edge: they count for nothing."),                          \
    .type = NN_PARAM_INT, .min = 0, .max = 32, .initial = 0, .step = 1,                                    \
  }
#define NN_PARAM_FILTERS                                                                                   \
  {                                                                                                        \
    .id = "filters",                                                                                       \
    .title = N_("Filters"),                                                                                \
    .blurb = N_("How many patterns are looked for; each gives one channel of what comes out."),            \
    .type = NN_PARAM_INT, .min = 1, .max = 4096, .initial = 8, .step = 1,                                  \
  }
#define NN_PARAM_GROUPS                                                                                    \
  {                                                                                                        \
    .id = "groups",                                                                                        \
    .title = N_("Groups"),                                                                                 \
    .blurb = N_("Cuts the channels into so many parts; a filter sees the channels of its own part only."), \
    .type = NN_PARAM_INT, .min = 1, .max = 4096, .initial = 1, .step = 1,                                  \
  }
#define NN_PARAMS_SUM                                                                                      \
  {                                                                                                        \
    .id = "activation",                                                                                    \
    .title = N_("Activation"),                                                                             \
    .blurb = N_("How each sum is bent before it is handed on."),                                           \
    .type = NN_PARAM_CHOICE, .choices = nn_activation_choices, .initial = 1,   /* relu */                  \
  },                                                                                                       \
  {                                                                                                        \
    .id = "bias",                                                                                          \
    .title = N_("Bias"),                                                                                   \
    .blurb = N_("One more number for each filter, added to its sums; it moves the point where it wakes up."), \
    .type = NN_PARAM_SWITCH, .initial = TRUE,                                                              \
  },                                                                                                       \
  {                                                                                                        \
    .id = "initialiser",                                                                                   \
    .title = N_("Starting weights"),                                                                       \
    .blurb = N_("How the weights are drawn before training begins."),                                      \
    .type = NN_PARAM_CHOICE, .choices = nn_initialiser_choices, .initial = 0,   /* glorot */               \
  },                                                                                                       \
  NN_TRAINING_PARAMS

extern const NnChoice nn_padding_choices[];   /* none, same, custom */

/* What arrives. FALSE: the issue is filled. */
gboolean nn_site_needs_picture (const NnSite *site, NnIssue *issue);   /* height × width × channels */
gboolean nn_site_needs_steps   (const NnSite *site, NnIssue *issue);   /* steps × channels */

/* What arrives as a picture: steps are a picture one dot high. */
NnShape  nn_site_picture       (const NnSite *site);
NnValue  nn_site_as_picture    (NnGraph *graph, const NnSite *site, NnValue in);
NnValue  nn_site_from_picture  (NnGraph *graph, const NnSite *site, NnValue out);   /* as many directions as arrived */

/* The window that the layer's settings make. */
void     nn_site_window        (const NnSite *site, double arg[NN_OP_ARGS]);
gint64   nn_site_kernel        (const NnSite *site, guint direction);   /* 0: down, 1: across */
gboolean nn_site_window_fits   (const NnSite *site, const double *arg, NnShape *places, NnIssue *issue);   /* places: a picture of as many channels */

/* Whether both counts of channels can be cut into the layer's groups. */
gboolean nn_site_groups_fit    (const NnSite *site, gint64 arriving, gint64 leaving, NnIssue *issue);

/* A sum over a window with weights, bias and activation, by the operation conv2d or conv_transpose2d. The shape of the
 * weights is as PyTorch has it, always with both directions. */
NnValue  nn_lower_convolution  (NnGraph *graph, const NnSite *site, const char *op, double *arg, const NnShape *weight,
                                gint64 leaving, NnValue in);

G_END_DECLS
