#include "regime.h"

#include "text.h"

/* One list for the rows and for the choices, so that they cannot differ. */
#define REGIMES(ROW)                                                                                      \
  ROW (supervised, N_("Answers"),                                                                         \
       N_("Each example comes with its right answer, and the network learns to give it."), NN_AIM_ANSWER) \
  ROW (reconstruct, N_("Reconstruct"),                                                                    \
       N_("The network learns to give back what it was given, through a narrow middle."), NN_AIM_INPUT)       \
  ROW (denoise, N_("Take noise out"),                                                                     \
       N_("Examples are drowned in noise, more or less, and the network learns to say what the noise is; "  \
          "from noise alone it then makes new ones."), NN_AIM_NOISE)                                         \
  ROW (next_token, N_("Continue"),                                                                        \
       N_("At every place of a text the network learns to say what comes next; then it can go on writing by itself."), \
       NN_AIM_NEXT)

#define AS_CHOICE(name, its_title, its_blurb, its_aim) { .id = #name, .title = its_title, .blurb = its_blurb },
#define AS_ROW(name, its_title, its_blurb, its_aim) \
  { .id = #name, .title = its_title, .blurb = its_blurb, .aim = its_aim },

const NnChoice nn_regime_choices[] = { REGIMES (AS_CHOICE) { NULL } };

static const NnRegime rows[] = { REGIMES (AS_ROW) };

const NnRegime *
nn_regime_at (guint choice)
{
  g_return_val_if_fail (choice < G_N_ELEMENTS (rows), &rows[0]);
  return &rows[choice];
}
