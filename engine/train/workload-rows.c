/* The table of workloads, and what can be read from it. */
#include "workload.h"

#include "text.h"

#define POINTS 500
#define RING 8   /* batches that are gone through in turn */

/* A layer is its kind and its settings, "conv2d filters=6 kernel=5". It follows the layer before it, or with "from=" the one
 * that "as=" named; "with=" names what else is wired to it. */
static const char *const points[] = {
  "dense units=8 activation=tanh",
  "dense units=8 activation=tanh",
  "dense units=8 activation=tanh",
  "dense units=1 activation=tanh",
  NULL,
};

static const char *const small_dense[] = { "dense units=128", "dense units=10 activation=none", NULL };

static const char *const large_dense[] = {
  "dense units=512",
  "dense units=512",
  "dense units=10 activation=none",
  NULL,
};

static const char *const lenet[] = {
  "conv2d filters=6 kernel=5 padding=same",
  "max_pool2d",
  "conv2d filters=16 kernel=5",
  "max_pool2d",
  "flatten",
  "dense units=120",
  "dense units=84",
  "dense units=10 activation=none",
  NULL,
};

static const char *const vgg[] = {
  "conv2d filters=32 padding=same",
  "conv2d filters=32 padding=same",
  "max_pool2d",
  "conv2d filters=64 padding=same",
  "conv2d filters=64 padding=same",
  "max_pool2d",
  "flatten",
  "dense units=128",
  "dense units=10 activation=none",
  NULL,
};

/* Three stages of two residual blocks; batch norm behind every convolution, and no bias. */
#define CONV_3(filters, stride) \
  "conv2d filters=" filters " stride=" stride " padding=same bias=false activation=none", "batch_norm"
#define BLOCK(filters, from, to) \
  CONV_3 (filters, "1"), "relu", CONV_3 (filters, "1"), "add with=" from, "relu as=" to
#define SHRINKING_BLOCK(filters, from, to)                                                                          \
  CONV_3 (filters, "2"), "relu", CONV_3 (filters, "1") " as=" to "_main",                                           \
      "conv2d filters=" filters " kernel=1 stride=2 bias=false activation=none from=" from, "batch_norm as=" to "_short", \
      "add from=" to "_main with=" to "_short", "relu as=" to

static const char *const resnet[] = {
  CONV_3 ("16", "1"),
  "relu as=a",
  BLOCK ("16", "a", "b"),
  BLOCK ("16", "b", "c"),
  SHRINKING_BLOCK ("32", "c", "d"),
  BLOCK ("32", "d", "e"),
  SHRINKING_BLOCK ("64", "e", "f"),
  BLOCK ("64", "f", "g"),
  "global_avg_pool",
  "dense units=10 activation=none",
  NULL,
};

#define CLASSES "output project=false"   /* cross entropy of what arrives */

/* Characters of a text, and the numbers of their states. */
#define STEPS 64
#define LETTERS 64
#define STATE 128

#define CONV(in, kernel, out, side) ((in) * (kernel) * (kernel) * (out) * (side) * (side))

static const char *const lstm[] = { "lstm units=128 returns=sequence", NULL };
static const char *const gru[] = { "gru units=128 returns=sequence", NULL };

static const char *const gpt[] = {
  "embedding width=128",
  "positional",
  "transformer_block heads=4",
  "transformer_block heads=4",
  "transformer_block heads=4",
  "transformer_block heads=4",
  "layer_norm",
  NULL,
};

/* The convolutions are padded by hand: PyTorch's padding of 1 is not "same" where the stride is 2. */
static const char *const vae[] = {
  "conv2d filters=16 stride=2 padding=custom padding_size=1",
  "conv2d filters=32 stride=2 padding=custom padding_size=1",
  "flatten as=found",
  "dense units=16 activation=none as=mean",
  "dense units=16 activation=none from=found as=deviation",
  "sampling from=mean with=deviation",
  "dense units=1568",
  "reshape first=7 second=7 third=32",
  "conv_transpose2d filters=16 kernel=4 padding_size=1",
  "conv_transpose2d filters=1 kernel=4 padding_size=1 activation=none",
  NULL,
};

static const NnWorkload rows[] = {
  {
    .id = "W1a",
    .title = N_("2-8-8-8-1 tanh, batch 10, SGD"),
    .in = { 1, { 2 } },
    .layers = points,
    .output = "output loss=mse weight=0.5 project=false",
    .products = 2 * 8 + 8 * 8 + 8 * 8 + 8 * 1,
    .first_products = 2 * 8,
    .examples = POINTS,
    .batch = 10,
    .optimiser = "sgd",
    .rate = 0.03,
  },
  {
    .id = "W1b",
    .title = N_("2-8-8-8-1 tanh, batch 30, SGD"),
    .in = { 1, { 2 } },
    .layers = points,
    .output = "output loss=mse weight=0.5 project=false",
    .products = 2 * 8 + 8 * 8 + 8 * 8 + 8 * 1,
    .first_products = 2 * 8,
    .examples = POINTS / 30 * 30,
    .batch = 30,
    .optimiser = "sgd",
    .rate = 0.03,
  },
  {
    .id = "W2a",
    .title = N_("784-128-10, batch 64, Adam"),
    .in = { 1, { 784 } },
    .layers = small_dense,
    .output = CLASSES,
    .classes = 10,
    .products = 784 * 128 + 128 * 10,
    .first_products = 784 * 128,
    .examples = RING * 64,
    .batch = 64,
    .optimiser = "adam",
    .rate = 1e-4,
  },
  {
    .id = "W2b",
    .title = N_("784-512-512-10, batch 128, Adam"),
    .in = { 1, { 784 } },
    .layers = large_dense,
    .output = CLASSES,
    .classes = 10,
    .products = 784 * 512 + 512 * 512 + 512 * 10,
    .first_products = 784 * 512,
    .examples = RING * 128,
    .batch = 128,
    .optimiser = "adam",
    .rate = 1e-4,
  },
  {
    .id = "W3",
    .title = N_("LeNet, 28×28×1, batch 64, SGD with momentum"),
    .in = { 3, { 28, 28, 1 } },
    .layers = lenet,
    .output = CLASSES,
    .classes = 10,
    .products = CONV (1, 5, 6, 28) + CONV (6, 5, 16, 10) + 400 * 120 + 120 * 84 + 84 * 10,
    .first_products = CONV (1, 5, 6, 28),
    .examples = RING * 64,
    .batch = 64,
    .optimiser = "sgd",
    .rate = 1e-3,
    .momentum = 0.9,
  },
  {
    .id = "W4",
    .title = N_("VGG-small, 32×32×3, batch 32, Adam"),
    .in = { 3, { 32, 32, 3 } },
    .layers = vgg,
    .output = CLASSES,
    .classes = 10,
    .products = CONV (3, 3, 32, 32) + CONV (32, 3, 32, 32) + CONV (32, 3, 64, 16) + CONV (64, 3, 64, 16) +
                4096 * 128 + 128 * 10,
    .first_products = CONV (3, 3, 32, 32),
    .examples = RING * 32,
    .batch = 32,
    .optimiser = "adam",
    .rate = 1e-4,
  },
  {
    .id = "W5",
    .title = N_("ResNet-small, 32×32×3, batch 32, SGD with momentum"),
    .in = { 3, { 32, 32, 3 } },
    .layers = resnet,
    .output = CLASSES,
    .classes = 10,
    .products = CONV (3, 3, 16, 32) + 4 * CONV (16, 3, 16, 32) + CONV (16, 3, 32, 16) + CONV (16, 1, 32, 16) +
                3 * CONV (32, 3, 32, 16) + CONV (32, 3, 64, 8) + CONV (32, 1, 64, 8) + 3 * CONV (64, 3, 64, 8) +
                64 * 10,
    .first_products = CONV (3, 3, 16, 32),
    .examples = RING * 32,
    .batch = 32,
    .optimiser = "sgd",
    .rate = 1e-3,
    .momentum = 0.9,
  },
  {
    .id = "W6a",
    .title = N_("LSTM 128 over 64 letters, batch 32, Adam"),
    .in = { 2, { STEPS, LETTERS } },
    .layers = lstm,
    .output = "output",
    .classes = LETTERS,
    .places = STEPS,
    .products = STEPS * (4 * LETTERS * STATE + 4 * STATE * STATE + STATE * LETTERS),
    .first_products = STEPS * 4 * LETTERS * STATE,
    .examples = RING * 32,
    .batch = 32,
    .optimiser = "adam",
    .rate = 1e-4,
  },
  {
    .id = "W6b",
    .title = N_("GRU 128 over 64 letters, batch 32, Adam"),
    .in = { 2, { STEPS, LETTERS } },
    .layers = gru,
    .output = "output",
    .classes = LETTERS,
    .places = STEPS,
    .products = STEPS * (3 * LETTERS * STATE + 3 * STATE * STATE + STATE * LETTERS),
    .first_products = STEPS * 3 * LETTERS * STATE,
    .examples = RING * 32,
    .batch = 32,
    .optimiser = "adam",
    .rate = 1e-4,
  },
  {
    .id = "W7",
    .title = N_("GPT of 4 blocks, 4 heads, width 128, over 64 letters, batch 12, AdamW"),
    .in = { 1, { STEPS } },
    .layers = gpt,
    .output = "output tied=true",
    .classes = LETTERS,
    .places = STEPS,
    .products = STEPS * ((12 * STATE * STATE + 2 * STEPS * STATE) * 4 + STATE * LETTERS),
    .examples = RING * 12,
    .batch = 12,
    .optimiser = "adamw",
    .rate = 1e-4,
    .decay = 0.1,
  },
  {
    .id = "W8",
    .title = N_("Variational autoencoder, 28×28×1, batch 64, Adam"),
    .in = { 3, { 28, 28, 1 } },
    .layers = vae,
    .regime = "reconstruct",
    .output = "output loss=binary_cross_entropy weight=784 project=false",   /* the mean over a picture, made the sum */
    .products = CONV (1, 3, 16, 14) + CONV (16, 3, 32, 7) + 3 * 1568 * 16 + CONV (32, 4, 16, 7) + CONV (16, 4, 1, 14),
    .first_products = CONV (1, 3, 16, 14),
    .examples = RING * 64,
    .batch = 64,
    .optimiser = "adam",
    .rate = 1e-4,
  },
};

const NnWorkload *
nn_workload_rows (guint *n)
{
  *n = G_N_ELEMENTS (rows);
  return rows;
}

const NnWorkload *
nn_workload_find (const char *id, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (g_str_equal (rows[i].id, id))
        return &rows[i];
      g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", rows[i].id);
    }
  g_set_error (error, NN_ERROR, NN_ERROR_ARGUMENT, _("There is no workload %s; there are %s."), id, known->str);
  return NULL;
}

double
nn_workload_flops (const NnWorkload *workload)
{
  return 2 * (3 * workload->products - workload->first_products);
}
