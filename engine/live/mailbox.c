#include "mailbox.h"

#include <stdatomic.h>

/* The middle holds a slot's index, and whether the reader has yet to see it. */
#define INDEX 3u
#define FRESH 4u

struct _NnMailbox
{
  NnFrame slot[3];
  guint back;  /* the writer's */
  guint front; /* the reader's */
  atomic_uint middle;
};

NnMailbox *
nn_mailbox_new (void)
{
  NnMailbox *box = g_new0 (NnMailbox, 1);

  for (guint i = 0; i < G_N_ELEMENTS (box->slot); i++)
    nn_frame_init (&box->slot[i]);
  box->back = 0;
  atomic_init (&box->middle, 1);
  box->front = 2;
  return box;
}

void
nn_mailbox_free (NnMailbox *box)
{
  if (box == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (box->slot); i++)
    nn_frame_clear (&box->slot[i]);
  g_free (box);
}

NnFrame *
nn_mailbox_back (NnMailbox *box)
{
  return &box->slot[box->back];
}

void
nn_mailbox_publish (NnMailbox *box)
{
  /* Release: the reader must see the frame filled. Acquire: what it gave back may now be overwritten. */
  box->back = atomic_exchange_explicit (&box->middle, box->back | FRESH, memory_order_acq_rel) & INDEX;
}

gboolean
nn_mailbox_is_taken (NnMailbox *box)
{
  return (atomic_load_explicit (&box->middle, memory_order_relaxed) & FRESH) == 0;
}

const NnFrame *
nn_mailbox_latest (NnMailbox *box, gboolean *fresh)
{
  /* Relaxed: only a hint whether to trade; the exchange itself orders what is in the slots. */
  *fresh = (atomic_load_explicit (&box->middle, memory_order_relaxed) & FRESH) != 0;
  if (*fresh)
    box->front = atomic_exchange_explicit (&box->middle, box->front, memory_order_acq_rel) & INDEX;
  return &box->slot[box->front];
}
