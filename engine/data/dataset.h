/**
 * NnDataset:
 *
 * Examples in memory: what goes in and what should come out. Immutable once made; any thread may read, references are atomic.
 * Pictures are kept as bytes and handed out as 0 to 1.
 */
#pragma once

#include "data-info.h"

G_BEGIN_DECLS

typedef struct _NnDataset NnDataset;

/* Making one: n examples, zeroed; fill through the pointers before the first reference is handed on. Sizes count all fields. */
NnDataset        *nn_dataset_new_numbers (NnDataInfo *info);             /* (transfer full) takes info; info->n examples */
NnDataset        *nn_dataset_new_bytes   (NnDataInfo *info, GBytes *inputs);   /* takes both; one byte a number of its inputs, 255 is 1.0 */
NnDataset        *nn_dataset_new_text    (NnDataInfo *info, float *tokens);   /* takes both; of a text that continues, n + 1 pieces */
float            *nn_dataset_inputs      (NnDataset *dataset);           /* [n][input size], field after field; NULL for bytes */
float            *nn_dataset_targets     (NnDataset *dataset);           /* [n][target size], field after field; a class as its index */

NnDataset        *nn_dataset_ref         (NnDataset *dataset);
void              nn_dataset_unref       (NnDataset *dataset);
const NnDataInfo *nn_dataset_info        (const NnDataset *dataset);
gsize             nn_dataset_n           (const NnDataset *dataset);
void              nn_dataset_input       (const NnDataset *dataset, gsize i, float *out);   /* input size numbers: all fields */
const float      *nn_dataset_target      (const NnDataset *dataset, gsize i);   /* target size numbers: all fields, the first one's first */
guint             nn_dataset_class       (const NnDataset *dataset, gsize i);               /* where the first target is a CLASS */
int               nn_dataset_choice      (const NnDataset *dataset, gsize i, guint target);   /* which of several this target is; of a sequence the last. −1: a number */

/* One field of it alone: the field-th of its inputs, or targets. shift: see below; else 0. */
void              nn_dataset_input_field  (const NnDataset *dataset, gsize i, guint field, guint shift, float *out);
const float      *nn_dataset_target_field (const NnDataset *dataset, gsize i, guint field, guint shift);

/* A piece of a text may also begin later than its place: by less than this. 1: examples are what they are. */
guint             nn_dataset_room        (const NnDataset *dataset);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnDataset, nn_dataset_unref)

/**
 * NnSplit:
 *
 * Which examples train and which only validate: drawn from a seed, the same for the same n, share and seed. Of a text the
 * end validates, whatever the seed; the piece before it does neither, so that no token is in both, however far the pieces that train are moved.
 */
typedef struct
{
  guint32 *train, *validation;
  guint32 n_train, n_validation;
} NnSplit;

NnSplit *nn_split_new     (gsize n, double validation, guint64 seed);   /* (transfer full) at least one example trains */
NnSplit *nn_dataset_split (const NnDataset *dataset, double validation, guint64 seed);   /* (transfer full) as its examples ask for it */
void     nn_split_free    (NnSplit *split);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnSplit, nn_split_free)

G_END_DECLS
