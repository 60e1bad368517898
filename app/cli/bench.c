#include <stdio.h>
#include <string.h>

#include "command.h"
#include "json-line.h"
#include "measure.h"
#include "pool.h"
#include "profile.h"
#include "table.h"
#include "text.h"

#define DEFAULT_SECONDS 3.0

typedef struct
{
  char *backend;
  int threads;
  double seconds;
  gboolean json;
  gboolean profile;
  gint64 spawned; /* not 0: this process measures one workload and says it in JSON */
} Options;

static void
options_clear (Options *options)
{
  g_free (options->backend);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse (Options *options, const VtCommand *command, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "backend", 0, 0, G_OPTION_ARG_STRING, &options->backend, N_("Where to compute: see vitrine-cli devices"),
      N_("B") },
    { "threads", 0, 0, G_OPTION_ARG_INT, &options->threads, N_("Threads to use (the default: one for each core)"),
      N_("N") },
    { "seconds", 0, 0, G_OPTION_ARG_DOUBLE, &options->seconds, N_("How long to train each (the default: 3)"),
      N_("S") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_("One JSON object a workload"), NULL },
    { "profile", 0, 0, G_OPTION_ARG_NONE, &options->profile, N_("Say where the time of a training step goes"), NULL },
    { "spawned", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT64, &options->spawned, NULL, NULL },
    { NULL },
  };

  if (!vt_command_parse (command, entries, argc, argv, 0, -1, error))
    return FALSE;
  if (options->seconds > 0 && options->threads >= 0 && options->threads <= NN_POOL_MAX)
    return TRUE;
  vt_usage_error (error, _("--seconds must be above 0, and --threads from 1 to %d."), NN_POOL_MAX);
  return FALSE;
}

/* ---- In the process that measures ---- */

static void
print_json (const NnWorkload *workload, const VtMeasure *found, const char *backend)
{
  GString *json = vt_json_new ();

  vt_json_text (json, "workload", workload->id);
  vt_json_rounded (json, "examples_per_s", found->examples_per_s, 0);
  vt_json_rounded (json, "step_us", found->step_us, 3);
  vt_json_rounded (json, "infer_examples_per_s", found->infer_examples_per_s, 0);
  vt_json_rounded (json, "infer1_us", found->infer1_us, 3);
  vt_json_rounded (json, "gflops", found->gflops, 3);
  vt_json_rounded (json, "sgemm_gflops", found->sgemm_gflops, 1);
  vt_json_rounded (json, "peak_mb", found->peak_mb, 1);
  vt_json_rounded (json, "startup_s", found->startup_s, 4);
  vt_json_text (json, "backend", backend);
  vt_json_int (json, "threads", found->threads);
  vt_json_print (json, stdout);
}

/* Not a workload, but what all are measured by. */
#define SGEMM "sgemm"

static void
print_sgemm (const NnTrainerOptions *trainer, const Options *options)
{
  const guint threads = options->threads > 0 ? (guint) options->threads : nn_pool_default_threads ();
  GString *json = vt_json_new ();

  vt_json_text (json, "workload", SGEMM);
  vt_json_rounded (json, "sgemm_gflops", vt_measure_sgemm (trainer, threads), 1);
  vt_json_text (json, "backend", trainer->backend->id);
  vt_json_int (json, "threads", threads);
  vt_json_print (json, stdout);
}

static gboolean
measure_here (const char *id, const Options *options, GError **error)
{
  g_autoptr (NnDevice) device = NULL;
  const NnBackend *backend = nn_backend_choose (options->backend, &device, error);
  const NnWorkload *workload = g_str_equal (id, SGEMM) ? NULL : nn_workload_find (id, error);
  const NnTrainerOptions trainer = { .threads = options->threads, .backend = backend, .device = device };
  VtMeasure found;

  if (backend == NULL)
    return FALSE;
  if (g_str_equal (id, SGEMM))
    {
      print_sgemm (&trainer, options);
      return TRUE;
    }
  if (workload == NULL)
    return FALSE;
  if (options->profile)
    return vt_profile_print (workload, &trainer, options->seconds, error);
  if (!vt_measure (workload, &trainer, options->seconds, options->spawned, &found, error))
    return FALSE;
  print_json (workload, &found, backend->id);
  return TRUE;
}

/* ---- In the one that was called ---- */

/* Each workload has a process of its own, for its memory and its start, and the processor's own OpenBLAS core: a preset
 * one would measure the environment. (transfer full) its line */
static char *
measure_elsewhere (const char *id, const Options *options, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *self = g_file_read_link ("/proc/self/exe", error);
  char seconds[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *threads = g_strdup_printf ("%d", options->threads);
  g_autofree char *spawned = NULL;
  char *line = NULL;

  if (self == NULL)
    return NULL;
  g_ascii_dtostr (seconds, sizeof seconds, options->seconds);
  g_subprocess_launcher_unsetenv (launcher, "OPENBLAS_CORETYPE");
  g_subprocess_launcher_unsetenv (launcher, "OPENBLAS_L2_SIZE");
  spawned = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
  process =
      g_subprocess_launcher_spawn (launcher, error, self, "bench", id, "--spawned", spawned, "--seconds",
                                   seconds, "--threads", threads, "--backend", options->backend,
                                   options->profile ? "--profile" : NULL, NULL);
  if (process == NULL || !g_subprocess_communicate_utf8 (process, NULL, NULL, &line, NULL, error))
    return NULL;
  if (g_subprocess_get_successful (process))
    return line;
  g_free (line);
  g_set_error (error, NN_ERROR, NN_ERROR_DEVICE, _("%s could not be measured."), id);
  return NULL;
}

/* A number of the measuring process's line, which it wrote with "key":number. */
static double
read_number (const char *line, const char *key)
{
  g_autofree char *quoted = g_strdup_printf ("\"%s\":", key);
  const char *at = strstr (line, quoted);

  return at != NULL ? g_ascii_strtod (at + strlen (quoted), NULL) : 0;
}

static void
add_row (VtTable *table, const char *id, const char *line)
{
  const NnWorkload *workload = g_str_equal (id, SGEMM) ? NULL : nn_workload_find (id, NULL);
  g_autofree char *trained = nn_count_to_text (read_number (line, "examples_per_s"));
  g_autofree char *step = g_strdup_printf ("%.1f µs", read_number (line, "step_us"));
  g_autofree char *inferred = nn_count_to_text (read_number (line, "infer_examples_per_s"));
  g_autofree char *one = g_strdup_printf ("%.1f µs", read_number (line, "infer1_us"));
  g_autofree char *gflops = g_strdup_printf ("%.1f", read_number (line, "gflops"));
  g_autofree char *of_peak = vt_percent_text (read_number (line, "gflops") / read_number (line, "sgemm_gflops"));
  g_autofree char *peak = g_strdup_printf ("%.0f", read_number (line, "peak_mb"));

  if (workload == NULL)
    {
      g_autofree char *sgemm = g_strdup_printf ("%.1f", read_number (line, "sgemm_gflops"));

      vt_table_row (table, SGEMM, _("two matrices of 1024×1024"), "", "", "", "", sgemm, "", NULL);
      return;
    }
  vt_table_row (table, workload->id, nn_text (workload->title), trained, step, inferred, one, gflops, of_peak, peak,
                NULL);
}

static gboolean
measure_all (GPtrArray *workloads, const Options *options, GError **error)
{
  g_autoptr (VtTable) table = vt_table_new ("llrrrrrrr");

  vt_table_row (table, "", _("workload"), _("trained/s"), _("a step"), _("asked/s"), _("one"), _("GFLOP/s"),
                _("of sgemm"), _("MB"), NULL);
  for (guint i = 0; i < workloads->len; i++)
    {
      g_autofree char *line = measure_elsewhere (workloads->pdata[i], options, error);

      if (line == NULL)
        return FALSE;
      if (options->json || options->profile)
        fputs (line, stdout);
      else
        add_row (table, workloads->pdata[i], line);
      fflush (stdout);
    }
  if (!options->json && !options->profile)
    vt_table_print (table, 0);
  return TRUE;
}

static GPtrArray *
choose_workloads (int argc, char **argv, GError **error)
{
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();
  guint n;
  const NnWorkload *rows = nn_workload_rows (&n);

  for (guint i = 0; argc == 1 && i < n; i++)
    g_ptr_array_add (chosen, (gpointer) rows[i].id);
  for (int i = 1; i < argc; i++)
    {
      if (!g_str_equal (argv[i], SGEMM) && nn_workload_find (argv[i], error) == NULL)
        return NULL;
      g_ptr_array_add (chosen, argv[i]);
    }
  return g_steal_pointer (&chosen);
}

/* Before every process that measures finds out for itself. */
static gboolean
can_use (const char *backend, GError **error)
{
  g_autoptr (NnDevice) device = NULL;

  return nn_backend_choose (backend, &device, error) != NULL;
}

static gboolean
run (const VtCommand *command, int argc, char **argv, GError **error)
{
  g_auto (Options) options = { .seconds = DEFAULT_SECONDS };
  g_autoptr (GPtrArray) workloads = NULL;

  if (!parse (&options, command, &argc, &argv, error))
    return FALSE;
  if (options.backend == NULL)
    options.backend = g_strdup (nn_backend_openblas.id);
  if (options.spawned != 0 && argc == 2)
    return measure_here (argv[1], &options, error);
  if (!can_use (options.backend, error))
    return FALSE;
  workloads = choose_workloads (argc, argv, error);
  return workloads != NULL && measure_all (workloads, &options, error);
}

const VtCommand vt_command_bench = {
  .name = "bench",
  .usage = N_("[WORKLOAD…] [--backend B] [--profile] [--threads N] [--seconds S] [--json]"),
  .blurb = N_("Measure how fast networks of known sizes train and answer."),
  .help = N_("Each figure is a median over short windows after a warm-up. A workload runs in a process of its own, "
              "with the OpenBLAS core "
              "that suits the processor, whatever OPENBLAS_CORETYPE says. The workload sgemm "
              "is the product of two large matrices, the most that a network could reach."),
  .run = run,
};
