/**
 * NnTensors:
 *
 * Named blocks of float32, and safetensors files of them (https://github.com/huggingface/safetensors, format of version 0.4):
 * eight bytes of header length, a JSON header with dtype, shape and offsets and a `__metadata__` of strings, then the numbers.
 * Reading believes nothing before it is checked: header size, offsets, overlaps, overflow, non-finite numbers.
 */
#pragma once

#include "errors.h"
#include "shape.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;            /* no two have the same: nn_tensors_add() must not be given one twice */
  NnShape shape;
  float *data;           /* nn_shape_size (&shape) of them */
} NnTensor;

typedef struct _NnTensors NnTensors;

NnTensors      *nn_tensors_new  (void);                             /* (transfer full) */
NnTensors      *nn_tensors_copy (const NnTensors *tensors);         /* (transfer full) */
NnTensors      *nn_tensors_ref  (NnTensors *tensors);               /* (transfer full) the same, shared by threads: nobody adds to it from here on. NULL gives NULL */
void            nn_tensors_free (NnTensors *tensors);               /* drops one reference */
float          *nn_tensors_add  (NnTensors *tensors, const char *name, const NnShape *shape);   /* zeroed; fill it */
const NnTensor *nn_tensors_find (const NnTensors *tensors, const char *name);   /* or NULL */
guint           nn_tensors_n    (const NnTensors *tensors);
const NnTensor *nn_tensors_at   (const NnTensors *tensors, guint i);

/* Whether a name is that of an optimiser's state, "optimiser.…", and not "LAYER.PARAMETER": so no layer has that name. */
#define NN_TENSOR_STATE "optimiser"
#define NN_TENSOR_GATHERED NN_TENSOR_STATE ".gathered"   /* gradients that wait for other batches' */
gboolean nn_tensor_is_state (const char *name);

/* Whether a name is that of a tensor on the tape, "tape.3.…": a training's former moments. */
#define NN_TENSOR_TAPE "tape"
gboolean nn_tensor_is_tape (const char *name);

/* metadata: string to string. F16 and BF16 are refused by name; only F32 and F64 (narrowed) are read. */
GBytes    *nn_safetensors_write (const NnTensors *tensors, GHashTable *metadata);   /* (transfer full) */
NnTensors *nn_safetensors_read  (GBytes *bytes, GHashTable **metadata, GError **error);   /* (transfer full) both; metadata may be NULL */
gboolean   nn_safetensors_recognise (GBytes *bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnTensors, nn_tensors_free)

G_END_DECLS
