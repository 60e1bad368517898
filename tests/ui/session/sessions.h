/* A session to test, with what it told, and waiting for it. */
#pragma once

#include "vt-session.h"

G_BEGIN_DECLS

#define PATIENCE (30 * G_USEC_PER_SEC)

typedef struct
{
  VtSession *session;
  guint network, selection, frame, data, document; /* signals seen */
  char *message;                                           /* the last one */
} Fixture;

/* Runs the main loop and the display's ticks until the condition holds. */
#define WAIT(session, condition)                                                                                       \
  for (const gint64 deadline = g_get_monotonic_time () + PATIENCE; !(condition);)                                      \
    {                                                                                                                  \
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);                                                          \
      g_main_context_iteration (NULL, FALSE);                                                                          \
      vt_session_tick (session);                                                                                       \
      g_usleep (200);                                                                                                  \
    }

typedef struct
{
  gboolean is_over, saved;
  GError *error;
} Saving;

void     saved_cb     (GObject *session, GAsyncResult *result, gpointer saving);   /* fills a Saving */
void     sessions_add (const char *path, void (*test) (Fixture *fixture, gconstpointer unused));
void     open_example (Fixture *fixture, const char *name);          /* and waits until its data are there and it is handed over */
guint    find         (VtSession *session, const char *name);        /* a layer's id; 0: there is none */
void     train        (VtSession *session, gint64 steps);            /* at least so many, then pauses */
gboolean save         (VtSession *session, const char *path, GError **error);

G_END_DECLS
