#include "news.h"

#include <math.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "json-line.h"
#include "log-table.h"
#include "table.h"
#include "text.h"

/* ---- JSON lines ---- */

static void
print_json (FILE *file, const char *event, double epoch, const VtNews *news)
{
  GString *json = vt_json_new ();

  vt_json_text (json, "event", event);
  vt_json_int (json, "step", news->step);
  vt_json_real (json, "epoch", epoch);
  vt_json_real (json, "loss", news->loss);
  vt_json_real (json, "accuracy", news->accuracy);
  vt_json_real (json, "val_loss", news->val_loss);
  vt_json_real (json, "val_accuracy", news->val_accuracy);
  vt_json_real (json, "judge_loss", news->judge_loss);
  vt_json_real (json, "maker_loss", news->maker_loss);
  vt_json_real (json, "examples_per_s", round (news->examples_per_s));
  vt_json_print (json, file);
}

static void
json_step (FILE *file, const VtNews *news)
{
  print_json (file, "step", news->epoch, news);
}

static void
json_epoch (FILE *file, const VtNews *news)
{
  print_json (file, "epoch", floor (news->epoch), news);
}

static void
json_done (FILE *file, const VtNews *news)
{
  print_json (file, "done", news->epoch, news);
}

const VtReporter vt_report_json = { .step = json_step, .epoch = json_epoch, .done = json_done };

/* ---- Lines and the bar ---- */

static void
append_number (GString *line, const char *format, double number)
{
  if (!isnan (number))
    g_string_append_printf (line, format, number);
}

/* "loss 0.231  accuracy 93.1 %  validation loss 0.25  accuracy 92.8 %" */
static void
append_scores (GString *line, const VtNews *news)
{
  append_number (line, _("loss %-7.4g"), news->loss);
  append_number (line, _("  judge %-7.4g"), news->judge_loss);
  append_number (line, _("  maker %-7.4g"), news->maker_loss);
  append_number (line, _("  accuracy %5.1f %%"), 100 * news->accuracy);
  append_number (line, _("  validation loss %-7.4g"), news->val_loss);
  append_number (line, _("  accuracy %5.1f %%"), 100 * news->val_accuracy);
}

static char *
speed_in_words (double examples_per_s)
{
  if (examples_per_s >= 1e6)
    return g_strdup_printf (_("%.2f M examples/s"), examples_per_s / 1e6);
  if (examples_per_s >= 1e3)
    return g_strdup_printf (_("%.1f k examples/s"), examples_per_s / 1e3);
  return g_strdup_printf (_("%.0f examples/s"), examples_per_s);
}

static void
print_line (FILE *file, const VtNews *news)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *speed = speed_in_words (news->examples_per_s);

  g_string_append_printf (line, _("epoch %-4.0f "), floor (news->epoch));
  append_scores (line, news);
  fprintf (file, "%s  %s\n", line->str, speed);
  fflush (file);
}

static void
print_summary (FILE *file, const VtNews *news)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *steps = nn_count_to_text (news->step);
  g_autofree char *speed = speed_in_words (news->examples_per_s);

  append_scores (line, news);
  fprintf (file, _("Trained to epoch %.4g, step %s, in %.1f s (%s).\n"), news->epoch, steps, news->seconds, speed);
  fprintf (file, "%s\n", line->str);
  fflush (file);
}

const VtReporter vt_report_lines = { .epoch = print_line, .done = print_summary };

static guint
terminal_width (FILE *file)
{
  struct winsize size;

  return ioctl (fileno (file), TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

static char *
time_left (const VtNews *news)
{
  const double left = news->done > 0.001 ? news->seconds * (1 - news->done) / news->done : NAN;

  if (isnan (left))
    return g_strdup ("");
  return g_strdup_printf (_("%d:%02d left"), (int) left / 60, (int) left % 60);
}

#define BAR_WIDTH 8

static char *
draw_bar (double done)
{
  const gboolean utf8 = g_get_charset (NULL);
  GString *bar = g_string_new (NULL);

  for (int i = 0; i < BAR_WIDTH; i++)
    g_string_append (bar, i < round (done * BAR_WIDTH) ? (utf8 ? "█" : "#") : (utf8 ? "░" : "."));
  g_string_append_printf (bar, " %3.0f %%", 100 * done);
  return g_string_free (bar, FALSE);
}

/* Takes the part. The first that has no room on the line is left out, and so are all after it. */
static void
append_part (GString *line, glong *room, char *part)
{
  *room -= g_utf8_strlen (part, -1) + 2;
  if (*room >= 0 && *part != '\0')
    g_string_append_printf (line, "%s  ", part);
  g_free (part);
}

static char *
scores_in_words (const char *loss_format, double loss, const char *accuracy_format, double accuracy)
{
  GString *words = g_string_new (NULL);

  append_number (words, loss_format, loss);
  append_number (words, accuracy_format, 100 * accuracy);
  return g_string_free (words, FALSE);
}

/* Over the line before, the most wanted first. */
static void
draw (FILE *file, const VtNews *news)
{
  g_autoptr (GString) line = g_string_new (NULL);
  glong room = terminal_width (file);

  append_part (line, &room, draw_bar (news->done));
  append_part (line, &room, scores_in_words (_("loss %-8.3g"), news->loss, _(" accuracy %5.1f %%"), news->accuracy));
  append_part (line, &room, speed_in_words (news->examples_per_s));
  append_part (line, &room, time_left (news));
  append_part (line, &room, g_strdup_printf (_("epoch %.0f"), floor (news->epoch)));
  append_part (line, &room,
               scores_in_words (_("validation %-8.3g"), news->val_loss, _(" %5.1f %%"), news->val_accuracy));
  fprintf (file, "\r%s\033[K", line->str);
  fflush (file);
}

static void
finish_bar (FILE *file, const VtNews *news)
{
  fprintf (file, "\r\033[K");
  print_summary (file, news);
}

const VtReporter vt_report_bar = { .is_live = TRUE, .step = draw, .done = finish_bar };

/* ---- CSV ---- */

void
vt_report_csv_header (FILE *file, gboolean takes_turns)
{
  g_autoptr (GString) line = g_string_new (NULL);

  nn_log_append_header (line, takes_turns);
  fputs (line->str, file);
}

static void
print_csv (FILE *file, const VtNews *news)
{
  const NnLogRow row = {
    news->step,           news->epoch,      news->loss,       news->accuracy, news->val_loss, news->val_accuracy,
    news->examples_per_s, news->judge_loss, news->maker_loss,
  };
  g_autoptr (GString) line = g_string_new (NULL);

  nn_log_append_row (line, &row, news->takes_turns);
  fputs (line->str, file);
  fflush (file);
}

const VtReporter vt_report_csv = { .epoch = print_csv };
