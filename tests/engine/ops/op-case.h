/* Operations with operands to try them on: every operation has at least one case, on every back end's numbers. */
#pragma once

#include "op.h"

typedef struct
{
  const char *op;
  NnShape in[NN_OP_INPUTS];   /* rank 0: missing */
  guint first_weight;         /* operands from here on are the same for all examples; 0: none are */
  guint whole;                /* set of more operands that are */
  double arg[NN_OP_ARGS];
  gboolean fixed;             /* its lengths hang together: others are not tried */
  guint seen;                 /* a number of in[0] that the results depend on */
  gboolean deaf;              /* its results have nothing to do with what comes in */
  double spread;              /* deviation of whole operands; 0: 1 */
  guint rows;
  guint time;                 /* of a diffusion: what comes in is noisy already */
  guint target_below;         /* a loss's target, or an operand that counts, is a whole number below this; 0: any number */
} OpCase;

extern const OpCase op_cases[];   /* ends with { NULL } */

/* How a kernel is run where it does not compute what it is called with: both stages of one way. */
typedef struct
{
  void (*run) (gpointer data, const NnKernel *kernel, const NnStep *step, const NnRun *run, gboolean backward);
  gpointer data;
} OpCarrier;

/* A case bound to memory of its own. Behind every block lie guards that no kernel may touch. */
typedef struct
{
  NnStep step;
  NnRun run;
  gsize element;                    /* bytes of a number */
  gsize offset;                     /* bytes by which the blocks miss the alignment of g_malloc () */
  gsize n_in[NN_OP_INPUTS];         /* numbers of in[i] and d_in[i], over all rows; 0: missing */
  gsize n_out[NN_OP_OUTPUTS];
  gsize n_scratch;
  const OpCarrier *carrier;         /* NULL: kernels are called */
} OpTrial;

/* in and d_out are random, the same numbers for every element; the blocks begin `shift` numbers off the alignment. */
void   op_trial_init         (OpTrial *trial, const OpCase *test, gsize element, guint shift);
void   op_trial_clear        (OpTrial *trial);

/* Both ways, as a program would: scratch is measured and filled with rubbish, and backward does not get what its row says
 * it does not read. Forward may be run again afterwards. */
void   op_trial_forward      (OpTrial *trial, const NnKernel *kernel);
void   op_trial_backward     (OpTrial *trial, const NnKernel *kernel);
guint  op_trial_n_results    (const OpTrial *trial);      /* outputs that are not only saved for backward */
gboolean op_trial_has_gradient (const OpTrial *trial, guint operand);
double op_trial_get          (const OpTrial *trial, const NnOperand *operand, gsize i);
void   op_trial_set          (const OpTrial *trial, const NnOperand *operand, gsize i, double value);
void   op_trial_check_guards (const OpTrial *trial);
