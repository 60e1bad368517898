/**
 * NnField, NnDataInfo:
 *
 * What a data set promises, without its numbers: enough to check a network, count its parameters and label its pictures.
 *
 * Ownership: an NnDataInfo owns all it points to and is immutable once handed out; share it by reference.
 */
#pragma once

#include "shape.h"

G_BEGIN_DECLS

typedef enum
{
  NN_FIELD_POINTS,   /* a place on the plane: x and y */
  NN_FIELD_NUMBERS,  /* a list of numbers, each with a name of its own */
  NN_FIELD_IMAGE,    /* height × width × channels, 0 is black (or paper), 1 is full */
  NN_FIELD_CLASS,    /* one of the classes, as its index */
  NN_FIELD_TEXT,     /* tokens one after the other (characters, words), each as its index in the vocabulary */
} NnFieldKind;

typedef struct
{
  char *name;         /* "x", "image", "class" */
  NnFieldKind kind;
  NnShape shape;      /* of one example, as it is stored; a class is one number */
  double low, high;   /* the range of its numbers, for axes and colours */
  char **parts;       /* POINTS and NUMBERS: a name for each number; CLASS: the classes; TEXT: the vocabulary; ends with NULL */
  guint n_parts;
  gboolean ends;      /* TEXT of different lengths: token 0 ends one, and fills the places that are left; it is no part of it */
} NnField;

typedef struct _NnDataInfo NnDataInfo;

struct _NnDataInfo
{
  char *title;        /* translated: "Spiral" */
  char *noun;         /* translated plural of an example: "points", "pictures" */
  gsize n;            /* examples */
  NnField *inputs;    /* n_inputs, 1 or more: what an input layer may hand on */
  NnField *targets;   /* n_targets, 1 or more: what an output layer may be asked for. Names differ, also from those of inputs */
  guint n_inputs, n_targets;
  gboolean continues; /* the examples are pieces of one long text; its only target is the text one token further on */
  gboolean translates;   /* the inputs are a text and what is written of its answer so far: NN_SOURCE and NN_SO_FAR; the only target is the answer */
  gboolean judged;    /* examples have no right answers: a part of the network judges whether they are real (nn_regime_answers()) */
  gboolean gives_back;/* the right answer is the example itself: its only target is the first input once more */
  gboolean makes;     /* the network makes new examples (nn_generate()) */
  NnDataInfo *of;     /* what all else belongs to (nn_data_info_asking()); NULL: itself */
  gatomicrefcount refs;
};

/* Inputs of data that translates. So far: at each place the token that stands one place earlier in the answer, at the first an end.
 * Examples have it of the right answer; who asks a network for its own answer puts in what the network has written. */
#define NN_SOURCE 0
#define NN_SO_FAR 1

#define NN_MOST_FIELDS 64   /* inputs, and targets, that a layer can name */

NnDataInfo *nn_data_info_new   (void);                       /* (transfer full) zeroed, with one reference */
NnDataInfo *nn_data_info_ref   (NnDataInfo *info);
void        nn_data_info_unref (NnDataInfo *info);

/* Making one: fields in their order; what the field owns is taken. */
void        nn_data_info_add_input  (NnDataInfo *info, NnField field);
void        nn_data_info_add_target (NnDataInfo *info, NnField field);

/* The same data as if this target were its only one. (transfer full) */
NnDataInfo *nn_data_info_asking (NnDataInfo *info, guint target);

/* Numbers of one example: all inputs (or targets) lie one after the other in their order, this field's first. field may be n: all. */
gsize       nn_data_info_input_at  (const NnDataInfo *info, guint field);
gsize       nn_data_info_target_at (const NnDataInfo *info, guint field);

/* Most data has one of each; of several, it is the first that pictures and scores are about. */
static inline const NnField *
nn_first_input (const NnDataInfo *info)
{
  return &info->inputs[0];
}

static inline const NnField *
nn_first_target (const NnDataInfo *info)
{
  return &info->targets[0];
}

/* Numbers in all inputs of one example. */
static inline gsize
nn_data_info_input_size (const NnDataInfo *info)
{
  return nn_data_info_input_at (info, info->n_inputs);
}

/* Whether each of its numbers is one of n_parts things, rather than more or less of something. */
static inline gboolean
nn_field_chooses (const NnField *field)
{
  return field->kind == NN_FIELD_CLASS || field->kind == NN_FIELD_TEXT;
}

/* Whether it is one of n_parts things. */
static inline gboolean
nn_field_is_class (const NnField *field)
{
  return field->kind == NN_FIELD_CLASS && nn_shape_size (&field->shape) == 1;
}

/* Whether an example belongs to a class. */
static inline gboolean
nn_data_info_has_classes (const NnDataInfo *info)
{
  return nn_field_is_class (nn_first_target (info));
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnDataInfo, nn_data_info_unref)

G_END_DECLS
