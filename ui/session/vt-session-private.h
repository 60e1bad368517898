/* What the session's sources share: vt-session.c (the network), -training.c (the worker), -lines.c (what undo does to it), -file.c (documents). */
#pragma once

#include "vt-copy.h"
#include "vt-curve.h"
#include "vt-loader.h"
#include "vt-session.h"
#include "vt-wants.h"

G_BEGIN_DECLS

struct _VtSession
{
  GObject parent_instance;

  /* Owned: the document, and what follows from it. */
  NnNetwork *network;
  NnHistory *history;
  NnReport *report;
  NnDataInfo *info;         /* NULL: the data cannot be described */
  NnNetwork *known;         /* the network at the last change, to see what the next one changes */
  guint64 revision;
  guint64 adopted;          /* counts documents */
  GArray *chosen;           /* guint, ids of layers and marks */
  guint pointed_layer, pointed_unit;   /* 0: none */
  VtMakeRoomFunc make_room; /* NULL: nobody draws the cards */
  gpointer room_data;       /* borrowed */

  /* Owned: its data. */
  VtLoader *loader;
  NnDataset *dataset;       /* NULL while it loads */

  /* Owned: its training. */
  NnWorker *worker;
  gboolean outdated;        /* the worker does not have the network as it is */
  NnTensors *weights;       /* opened, for when the network is handed to the worker; NULL: none */
  gint64 opened_step, opened_epoch;
  gboolean wants_running;
  gboolean wants_step;      /* of this size, as soon as the worker has the network */
  NnStepSize step_size;
  guint64 wanted_at;        /* commands sent when it was wanted: until a frame has seen them, the wish counts */
  gint64 example;           /* −1: given by hand */
  GArray *input;            /* float, its numbers; empty: none */

  /* Owned: which training each state of the document has: see vt-session-lines.c. */
  GHashTable *lines;        /* state of the history → line, both guint64 */
  guint64 line, newest_line;
  GHashTable *curves;       /* line → VtCurve, of lines that were left */
  gint64 shown_step;        /* of the tape's moment that is looked at; −1: none */
  guint64 shown_at;         /* commands sent when it was asked for */
  gboolean keeps_tape;      /* in files */

  /* What is shown. The frame is the worker's. */
  const NnFrame *frame;
  VtWants *wants;
  VtTurns *turns;
  VtCurve curve;

  /* Owned: the file. */
  char *path;               /* NULL: never saved */
  char *name;               /* what the title falls back on: an example's name; NULL: none */
  gint64 saved_step;
  guint64 saved_run, saving_run;   /* the worker's run that the file has, that is being written */
  guint64 first_run;          /* of this document: frames of an earlier one are of the document before */
  gboolean trained;         /* since the last save */
  gboolean differs;         /* the file does not hold this document, whatever undo and the step say */
  gboolean is_saving;
};

enum
{
  SIGNAL_NETWORK,
  SIGNAL_SELECTION,
  SIGNAL_POINTED,
  SIGNAL_FRAME,
  SIGNAL_DATA,
  SIGNAL_DOCUMENT,
  SIGNAL_MESSAGE,
  N_SIGNALS,
};

void vt_session_emit         (VtSession *self, guint signal);
void vt_session_refresh      (VtSession *self);                      /* after any change of the network */
void vt_session_adopt        (VtSession *self, NnNetwork *network);  /* another document: takes the network, clears undo and training */

/* vt-session-lines.c */
void vt_session_init_lines   (VtSession *self);
void vt_session_clear_lines  (VtSession *self);                      /* another document */
void vt_session_enter_state  (VtSession *self, gboolean new_structure);   /* the history is in another state: its line is the one that trains */
void vt_session_begin_reset  (VtSession *self, GPtrArray *edits);    /* takes them: a step of undo that also clears the curve */
void vt_session_fork         (VtSession *self);                      /* where a moment of the tape is shown: training goes on from there, as a step of undo */
void vt_session_return_to_best (VtSession *self);                    /* where training ended by itself and its recipe wants that: a step of undo */
void vt_session_fork_quietly (VtSession *self);                      /* the same, as a part of the last edit */
void vt_session_number_curve (VtSession *self);                      /* its points are of the worker's run */

/* vt-session-training.c */
gboolean vt_session_take_points (VtSession *self);
void vt_session_hand_over    (VtSession *self);                      /* the network to the worker, if it is outdated, runs and has its data */
void vt_session_hand_recipe  (VtSession *self);
void vt_session_forget       (VtSession *self);                      /* the worker's network and all of its training */
void vt_session_show         (VtSession *self);                      /* the frame, or what goes with it, is another one */
void vt_session_note_training (VtSession *self);                     /* whether it trained since the last save */
void vt_session_read_example (VtSession *self);                      /* after the data changed */

G_END_DECLS
