#include "activation.h"

#include "text.h"

/* The identifier of a choice is the identifier of its operation. */
const NnChoice nn_activation_choices[] = {
  { "none", N_("None"), N_("Hands its input on as it is.") },
  { "relu", N_("ReLU"), N_("Keeps positive numbers and turns negative ones into 0.") },
  { "leaky_relu", N_("Leaky ReLU"), N_("Keeps positive numbers and lets a hundredth of negative ones through.") },
  { "gelu", N_("GELU"), N_("A smooth ReLU that dips just below 0; common in transformers.") },
  { "silu", N_("SiLU"), N_("A smooth ReLU: the number times its own sigmoid.") },
  { "sigmoid", N_("Sigmoid"), N_("Squeezes every number between 0 and 1.") },
  { "tanh", N_("Tanh"), N_("Squeezes every number between −1 and 1.") },
  { "softmax", N_("Softmax"), N_("Turns the numbers into shares that are positive and add up to 1.") },
  { NULL },
};

NnValue
nn_activation (NnGraph *graph, NnValue x, const char *id)
{
  return g_str_equal (id, "none") ? x : nn_graph_op (graph, id, NULL, &x, 1);
}
