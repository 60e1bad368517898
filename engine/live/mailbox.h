/**
 * NnMailbox:
 *
 * Hands the newest frame from the worker to the main thread. Three slots: the writer owns back, the reader owns front, and
 * they trade through middle. A frame nobody looked at is dropped. No lock, never waits; a slot's arrays grow to what is looked
 * at and are then used again.
 *
 * Thread-safety: one writer thread (back, publish, is_taken), one reader thread (latest).
 */
#pragma once

#include "look.h"

G_BEGIN_DECLS

typedef struct _NnMailbox NnMailbox;

NnMailbox     *nn_mailbox_new      (void);                               /* (transfer full) its first frame is empty */
void           nn_mailbox_free     (NnMailbox *box);

NnFrame       *nn_mailbox_back     (NnMailbox *box);                     /* (transfer none) holds an old frame: set all of it… */
void           nn_mailbox_publish  (NnMailbox *box);                     /* …then hand it over */
gboolean       nn_mailbox_is_taken (NnMailbox *box);                     /* the reader has the frame published last */
const NnFrame *nn_mailbox_latest   (NnMailbox *box, gboolean *fresh);    /* (transfer none) until the next call; never NULL */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnMailbox, nn_mailbox_free)

G_END_DECLS
