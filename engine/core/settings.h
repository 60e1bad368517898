/**
 * NnParam, NnSettings:
 *
 * One description of a thing that can be set (a layer's neurons, a data set's noise, the learning rate), and a set of values
 * for a table of such descriptions. Inspector, documents, command line, help and tests all read the same rows.
 * Every value is held as a double: integers exactly, switches as 0 or 1, choices as their index.
 *
 * Thread-safety: rows are constant; an NnSettings belongs to one thread at a time.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  NN_PARAM_INT,
  NN_PARAM_REAL,
  NN_PARAM_SWITCH,
  NN_PARAM_CHOICE,
} NnParamType;

typedef struct
{
  const char *id;    /* in files: "tanh" */
  const char *title; /* N_("Tanh") */
  const char *blurb; /* N_() one sentence, or NULL */
} NnChoice;

typedef struct
{
  const char *id;          /* in files: "units"; never renamed. A table ends with { NULL } */
  const char *title;       /* N_("Neurons"): the label of its field, and its accessible name */
  const char *blurb;       /* N_() one sentence */
  NnParamType type;
  double min, max;         /* inclusive; of INT and REAL */
  double initial;          /* the default; for a CHOICE its index */
  double step;             /* what + and - change; 0: multiply or divide by about two instead */
  const char *unit;        /* N_() or NULL */
  const NnChoice *choices; /* of CHOICE; ends with { NULL } */
  const char *when;        /* shown only when another setting has one of these choices: "optimiser=sgd,rmsprop"; NULL: always */
  gboolean is_look;        /* it says how something is drawn: what is computed does not depend on it */
} NnParam;

typedef struct _NnSettings NnSettings;

NnSettings    *nn_settings_new    (const NnParam *params);          /* (transfer full) all defaults; params must outlive it */
NnSettings    *nn_settings_copy   (const NnSettings *settings);     /* (transfer full) */
void           nn_settings_free   (NnSettings *settings);
gboolean       nn_settings_equal  (const NnSettings *a, const NnSettings *b);
gboolean       nn_settings_same_work (const NnSettings *a, const NnSettings *b);   /* equal but for looks */
const NnParam *nn_settings_params (const NnSettings *settings);

/* The id must be in the table: asking for another is a programming error. */
double         nn_settings_get    (const NnSettings *settings, const char *id);
gint64         nn_settings_int    (const NnSettings *settings, const char *id);
gboolean       nn_settings_switch (const NnSettings *settings, const char *id);
const char    *nn_settings_choice (const NnSettings *settings, const char *id);   /* the choice's id */
gboolean       nn_settings_shown  (const NnSettings *settings, const NnParam *param);   /* whether its `when` holds */

/* Setting can fail: NN_ERROR_ARGUMENT with a sentence that names the setting and its range; the settings stay as they were. */
gboolean       nn_settings_set    (NnSettings *settings, const char *id, double value, GError **error);
gboolean       nn_settings_parse  (NnSettings *settings, const char *id, const char *text, GError **error);   /* C locale: "0.1", "true", "tanh" */
char          *nn_settings_format (const NnSettings *settings, const char *id);   /* (transfer full) what parse reads back exactly */

const NnParam *nn_param_find      (const NnParam *params, const char *id);   /* or NULL */
int            nn_choice_index    (const NnParam *param, const char *choice); /* or -1 */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnSettings, nn_settings_free)

G_END_DECLS
