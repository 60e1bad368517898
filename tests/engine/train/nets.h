/* Small networks and data for the tests of this room. */
#pragma once

#include "edit.h"
#include "trainer.h"

/* n points on [−1, 1]² whose class is whether x and y have the same sign; drawn from the seed. (transfer full) */
NnDataset *make_points  (gsize n, guint64 seed);

/* n points with a number to learn: x − 2y. */
NnDataset *make_slope   (gsize n, guint64 seed);

/* Lists of `size` numbers in `classes` classes: one number per class stands out. */
NnDataset *make_lists   (gsize n, gint64 size, guint classes, guint64 seed);

/* Two inputs, a point and how bright it is (3 numbers); two targets, which of 3 classes and how far it is (a number). All drawn. */
NnDataset *make_fields  (gsize n, guint64 seed);

typedef struct
{
  guint units[4];          /* of the dense layers; 0 ends */
  const char *activation;
  const char *loss;
  gboolean project;        /* the output has weights of its own */
  const char *recipe[16];  /* pairs of setting and text; NULL ends */
  double dropout;          /* after the last dense layer; 0: none */
} Net;

NnNetwork *make_net     (const Net *net);                /* (transfer full) */
NnNetwork *make_towers  (void);                          /* (transfer full) input i, Dense, Output i on each field of make_fields() */
NnTrainer *make_trainer (const Net *net, NnDataset *dataset, guint threads);   /* (transfer full) */
NnSettings *make_recipe (const NnTrainer *trainer, const char *setting, const char *text);   /* (transfer full) the trainer's with one setting changed */
void       apply        (NnNetwork *network, NnEdit *edit);   /* takes the edit */
