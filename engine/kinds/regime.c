#include "regime.h"

#include "text.h"

/* One list for the rows and for the choices, so that they cannot differ. */
#define REGIMES(ROW)                                                                                      \
  ROW (supervised, N_("Answer"),                                                                          \
       N_("Each example comes with its right answer, and the network learns to give it."), NN_AIM_ANSWER) \
  ROW (reconstruct, N_("Reconstruct"),                                                                    \
       N_("The network learns to give back what it was given, through a narrow middle."), NN_AIM_INPUT)       \
  ROW (denoise, N_("Take noise out"),                                                                     \
       N_("Examples are drowned in noise, more or less, and the network learns to say what the noise is; "  \
          "from noise alone it then makes new ones."), NN_AIM_NOISE)                                         \
  ROW (next_token, N_("Continue"),                                                                        \
       N_("At every place of a text the network learns to say what comes next; then it can go on writing by itself."), \
       NN_AIM_NEXT)                                                                                        \
  ROW (adversarial, N_("Fool a judge"),                                                                   \
       N_("One part of the network makes examples out of noise, another judges whether they are real; they learn in turn."), \
       NN_AIM_REAL)                                                                                         \
  ROW (translate, N_("Translate"),                                                                         \
       N_("The network reads one text and writes another, character by character: while it learns it is shown the right answer so far, " \
          "then it goes by what it has written itself."), NN_AIM_TRANSLATION)

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

guint
nn_regime_find (NnAim aim)
{
  guint choice = 0;

  while (rows[choice].aim != aim)
    choice++;
  return choice;
}

static NnField
copy_field (const NnField *field)
{
  NnField copy = *field;

  copy.name = g_strdup (field->name);
  copy.parts = g_strdupv (field->parts);
  return copy;
}

/* Whether what is seen is real. */
static NnField
judgement (const NnDataInfo *data)
{
  return (NnField) {
    .name = g_strdup ("class"),
    .kind = NN_FIELD_CLASS,
    .shape = NN_SHAPE (1),
    .high = NN_JUDGED_REAL,
    .parts = g_strdupv ((char *[]) { (char *) _("made"), (char *) _("real"), NULL }),
    .n_parts = 2,
  };
}

static NnField
example_again (const NnDataInfo *data)
{
  NnField field = copy_field (nn_first_input (data));

  g_free (field.name);
  field.name = g_strdup ("answer");
  return field;
}

/* As many numbers as an example has, but none of its meaning. */
static NnField
noise_of (const NnDataInfo *data)
{
  return (NnField) {
    .name = g_strdup ("noise"),
    .kind = NN_FIELD_NUMBERS,
    .shape = nn_first_input (data)->shape,
    .low = -3,
    .high = 3,
  };
}

NnDataInfo *
nn_regime_answers (const NnRegime *regime, NnDataInfo *data)
{
  static NnField (*const targets[]) (const NnDataInfo *data) = {
    [NN_AIM_INPUT] = example_again,
    [NN_AIM_NOISE] = noise_of,
    [NN_AIM_REAL] = judgement,
  };
  NnDataInfo *info;

  if (!nn_regime_gives_back (regime))
    return nn_data_info_ref (data);
  info = nn_data_info_new ();
  info->title = g_strdup (data->title);
  info->noun = g_strdup (data->noun);
  info->n = data->n;
  info->judged = regime->aim == NN_AIM_REAL;
  info->gives_back = regime->aim == NN_AIM_INPUT;
  info->makes = regime->aim == NN_AIM_REAL || regime->aim == NN_AIM_NOISE;
  for (guint i = 0; i < data->n_inputs; i++)
    nn_data_info_add_input (info, copy_field (&data->inputs[i]));
  nn_data_info_add_target (info, targets[regime->aim] (data));
  return info;
}
