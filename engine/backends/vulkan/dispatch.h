/**
 * NnDispatch:
 *
 * One run of a shader as a kernel records it. A kernel of this back end is an NnKernel like any other, but what it is called
 * with are names of blocks in the device's memory, and instead of computing it records dispatches into run->recording.
 *
 * Every shader has eight bindings for blocks and sixteen words of arguments. A block that it may not write it declares `readonly`; one
 * that is not there is read as zeros. A result that may be missing is a dispatch of its own.
 */
#pragma once

#include "device.h"
#include "shaders.h"

G_BEGIN_DECLS

#define NN_DISPATCH_BUFFERS 8
#define NN_DISPATCH_WORDS 16
#define NN_DISPATCH_CONSTANTS 16
#define NN_DISPATCH_FLAT 256    /* invocations of a group in shaders/common/flat.glsl */
#define NN_DISPATCH_GROUP 128   /* and in common/group.glsl */
#define NN_DISPATCH_ACROSS 65535   /* groups along an axis */

typedef enum
{
  NN_ACCESS_READ = 1 << 0,
  NN_ACCESS_WRITE = 1 << 1,
} NnAccess;

typedef struct
{
  gconstpointer data;   /* NULL: not there */
  gsize n;              /* numbers of four bytes */
  NnAccess access;
} NnDispatchBuffer;

#define NN_READS(data, n) { data, n, NN_ACCESS_READ }
#define NN_WRITES(data, n) { data, n, NN_ACCESS_WRITE }
#define NN_CHANGES(data, n) { data, n, NN_ACCESS_READ | NN_ACCESS_WRITE }

typedef union
{
  guint32 u;
  float f;
} NnDispatchWord;

typedef struct
{
  NnShader shader;
  NnDispatchBuffer buffer[NN_DISPATCH_BUFFERS];     /* by binding */
  guint32 constant[NN_DISPATCH_CONSTANTS];          /* by constant_id; every new set of them is a new pipeline */
  NnDispatchWord word[NN_DISPATCH_WORDS];           /* push constants: { .u = n } and { .f = 0.5f } */
  guint groups[3];                                  /* 0: as 1 */
  guint tile;                                       /* of products: the larger, the more a driver may find too much; 0: the smallest, or none */
} NnDispatch;

void nn_dispatch (const NnRun *run, const NnDispatch *dispatch);

/* FALSE: the driver does not take this shader with these constants. */
gboolean nn_dispatch_is_possible (const NnRun *run, const NnDispatch *dispatch);

/* So many groups, spread over as many rows as it takes (group_index () of common/group.glsl); groups[2] stays as it is. */
void nn_dispatch_groups (const NnRun *run, const NnDispatch *dispatch, gsize groups);

/* One invocation a number (common/flat.glsl). */
void nn_dispatch_flat (const NnRun *run, const NnDispatch *dispatch, gsize n);

/* Rows of so many numbers, short ones an invocation each, long ones a group (common/rows.glsl): sets constant[0]. */
void nn_dispatch_rows (const NnRun *run, const NnDispatch *dispatch, gsize rows, gsize length);

/* Up to NN_DISPATCH_BLOCKS blocks of n numbers made one by shaders/sum.comp or multiply.comp; `more`: with what `to` holds. */
#define NN_DISPATCH_BLOCKS 7
void nn_dispatch_blocks (const NnRun *run, NnShader shader, gpointer to, const gconstpointer *from, guint count, gboolean more, gsize n);

/* Numbers that a piece of scratch takes, so that what follows may be bound too. */
static inline gsize
nn_scratch_room (gsize n)
{
  return nn_device_room (n);
}

G_END_DECLS
