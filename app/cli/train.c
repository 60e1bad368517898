#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "find-rate.h"
#include "text.h"
#include "training.h"
#include "work.h"

/* Of a recipe that trains until paused: nobody can press Pause here. Small data sets get more epochs. */
#define DEFAULT_EPOCHS 30
#define DEFAULT_STEPS 6000

typedef struct
{
  VtChoices choices;
  gint64 epochs, steps, every;
  double seconds;
  char *save, *log;
  gboolean json, find_rate;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->choices.data);
  g_free (options->choices.backend);
  g_free (options->save);
  g_free (options->log);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse (Options *options, const VtCommand *command, int *argc, char ***argv, GError **error)
{
  VtChoices *choices = &options->choices;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_STRING, &choices->data, N_("Train on this data set instead of the document's"),
      N_("SPEC") },
    { "epochs", 0, 0, G_OPTION_ARG_INT64, &options->epochs, N_("Train for N epochs (the default is below)"),
      N_("N") },
    { "steps", 0, 0, G_OPTION_ARG_INT64, &options->steps, N_("Train for N steps"), N_("N") },
    { "seconds", 0, 0, G_OPTION_ARG_DOUBLE, &options->seconds, N_("Train for S seconds"), N_("S") },
    { "batch", 0, 0, G_OPTION_ARG_INT, &choices->batch, N_("Examples in a step, instead of the recipe's"), N_("N") },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &choices->seed, N_("Start from new weights drawn from this seed"), N_("N") },
    { "threads", 0, 0, G_OPTION_ARG_INT, &choices->threads, N_("Threads to use (the default: one for each core)"),
      N_("N") },
    { "backend", 0, 0, G_OPTION_ARG_STRING, &choices->backend, N_("Where to compute: see vitrine-cli devices"),
      N_("B") },
    { "save", 0, 0, G_OPTION_ARG_FILENAME, &options->save, N_("Save the trained network, weights included"),
      N_("FILE.vitrine") },
    { "log", 0, 0, G_OPTION_ARG_FILENAME, &options->log, N_("Write a line for each epoch to a table"),
      N_("FILE.csv") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json,
      N_("Tell it in JSON, an object a line, about ten steps an epoch"), NULL },
    { "find-rate", 0, 0, G_OPTION_ARG_NONE, &options->find_rate,
      N_("Try rising learning rates on a copy and say which is good; train nothing"), NULL },
    { "every", 0, 0, G_OPTION_ARG_INT64, &options->every, N_("With --json: a step line every N steps"), N_("N") },
    { NULL },
  };

  return vt_command_parse (command, entries, argc, argv, 1, 1, error);
}

static gboolean
check_limits (const Options *options, GError **error)
{
  if ((options->epochs != 0) + (options->steps != 0) + (options->seconds != 0) > 1)
    vt_usage_error (error, _("--epochs, --steps and --seconds each say how long to train: give one of them."));
  else if (options->epochs < 0 || options->steps < 0 || options->seconds < 0 || options->every < 0)
    vt_usage_error (error, _("--epochs, --steps, --seconds and --every must be above 0."));
  else if (options->choices.batch < 0)
    vt_usage_error (error, _("--batch must be above 0."));
  else if (options->find_rate && (options->save != NULL || options->log != NULL))
    vt_usage_error (error, _("--find-rate trains nothing: there is nothing to --save or --log."));
  else if (options->save != NULL && g_str_has_suffix (options->save, ".json"))
    vt_usage_error (error, _("A .json file holds no weights: save to a file that ends in .vitrine."));
  else
    return TRUE;
  return FALSE;
}

/* Asked before training, not after an hour of it. */
static gboolean
check_writable (const char *path, GError **error)
{
  g_autofree char *folder = NULL;

  if (path == NULL)
    return TRUE;
  folder = g_path_get_dirname (path);
  if (g_access (folder, W_OK) == 0 && !g_file_test (path, G_FILE_TEST_IS_DIR))
    return TRUE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_ACCES,
               _("%s cannot be written: choose a folder that exists and is yours."), path);
  return FALSE;
}

static VtLimit
choose_limit (const Options *options, const NnTrainer *trainer)
{
  VtLimit limit = { .epochs = options->epochs, .steps = options->steps, .seconds = options->seconds };

  if (limit.epochs == 0 && limit.steps == 0 && limit.seconds == 0)
    limit.epochs = nn_settings_int (nn_network_recipe (nn_trainer_network (trainer)), "epochs");
  if (limit.epochs == 0 && limit.steps == 0 && limit.seconds == 0)
    limit.epochs = MAX (DEFAULT_EPOCHS, DEFAULT_STEPS / vt_epoch_steps (trainer));
  return limit;
}

static const VtReporter *
choose_reporter (const Options *options)
{
  if (options->json)
    return &vt_report_json;
  return isatty (STDOUT_FILENO) ? &vt_report_bar : &vt_report_lines;
}

static gboolean
train (const VtWork *work, const Options *options, GError **error)
{
  VtTrainingOptions training = {
    .limit = choose_limit (options, work->trainer),
    .every = options->every,
    .reporter = choose_reporter (options),
  };
  gboolean done;

  if (options->log != NULL)
    {
      training.log = g_fopen (options->log, "w");
      if (training.log == NULL)
        {
          g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), _("%s cannot be written: %s."),
                       options->log, g_strerror (errno));
          return FALSE;
        }
      vt_report_csv_header (training.log, nn_graph_takes_turns (nn_trainer_graph (work->trainer)));
    }
  done = vt_train (work->trainer, &training, error);
  if (training.log != NULL && fclose (training.log) != 0 && done)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), _("%s could not be written to its end: %s."),
                   options->log, g_strerror (errno));
      return FALSE;
    }
  return done;
}

static gboolean
save (VtWork *work, const Options *options, GError **error)
{
  NnDocument *document = work->document;

  if (options->save == NULL)
    return TRUE;
  nn_tensors_free (document->weights);
  document->weights = nn_trainer_save (work->trainer, TRUE);
  document->step = nn_trainer_steps (work->trainer);
  document->epoch = nn_trainer_epochs (work->trainer);
  if (!nn_document_save (document, options->save, error))
    return FALSE;
  if (!options->json)
    printf (_("Saved to %s.\n"), options->save);
  return TRUE;
}

static gboolean
run (const VtCommand *command, int argc, char **argv, GError **error)
{
  g_auto (Options) options = { .choices = { .seed = -1 } };
  g_auto (VtWork) work = { 0 };

  if (!parse (&options, command, &argc, &argv, error) || !check_limits (&options, error))
    return FALSE;
  if (!check_writable (options.save, error) || !check_writable (options.log, error))
    return FALSE;
  if (!vt_work_open (&work, argv[1], &options.choices, error))
    return FALSE;
  if (options.find_rate)
    return vt_find_rate (work.trainer, options.json, error);
  return train (&work, &options, error) && save (&work, &options, error);
}

const VtCommand vt_command_train = {
  .name = "train",
  .usage = N_("DOC [--epochs N | --steps N | --seconds S] [--save FILE.vitrine]"),
  .blurb = N_("Train a network: the same document, data and seed give the same numbers every time."),
  .help = N_(
      "Without --epochs, --steps or --seconds a network trains for its recipe's epochs or, where that has none, for 30 "
      "epochs or 6000 steps, whichever is longer; the recipe's target and patience may end it before; if it keeps the "
      "best, what is told and saved at the end are those weights. A document that has been trained goes on from its "
      "weights: limits count from there. Ctrl-C ends the training early and still saves. The numbers of a line are means over the steps since the last line of its kind.\n\n"
      "Where two networks learn in turn (Fool a judge), --json and --log also have judge_loss and "
      "maker_loss: the loss of each, over its own turns; a step line leaves out the one that had none."),
  .run = run,
};
