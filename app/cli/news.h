/**
 * VtNews, VtReporter:
 *
 * What a training tells while it goes on, and the ways to tell it: a bar on a terminal, a line per epoch elsewhere, JSON lines
 * for programs, a CSV file beside any of them.
 */
#pragma once

#include <glib.h>
#include <stdio.h>

G_BEGIN_DECLS

/* NaN: does not apply. Accuracies are 0 to 1. */
typedef struct
{
  gint64 step;
  double epoch;            /* epochs done, with the fraction */
  double loss, accuracy;   /* means since the last news of this kind */
  double val_loss, val_accuracy;
  gboolean takes_turns;    /* two networks do … */
  double judge_loss, maker_loss;   /* … and these are their losses over their own turns */
  double examples_per_s;
  double done;             /* 0 to 1: of what was asked for */
  double seconds;          /* since the start */
} VtNews;

/* Each slot may be NULL: nothing is told then. */
typedef struct
{
  gboolean is_live;        /* shown at display rate: epochs are told, and validated, only as often as somebody can read */
  void (*step)  (FILE *file, const VtNews *news);
  void (*epoch) (FILE *file, const VtNews *news);
  void (*done)  (FILE *file, const VtNews *news);
} VtReporter;

extern const VtReporter vt_report_json, vt_report_lines, vt_report_bar, vt_report_csv;

void vt_report_csv_header (FILE *file, gboolean takes_turns);

G_END_DECLS
