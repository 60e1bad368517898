/* A window's sizes as shaders/common/window.glsl takes them: pairs of 16 bits, down and across. */
#pragma once

#include "dispatch.h"
#include "window.h"

G_BEGIN_DECLS

static inline guint32
nn_word_pair (gint64 down, gint64 across)
{
  return ((guint32) down & 0xffff) | (guint32) across << 16;
}

#define NN_WINDOW_WORDS(axis)                             \
  { nn_word_pair (axis[0].in, axis[1].in) },              \
  { nn_word_pair (axis[0].out, axis[1].out) },            \
  { nn_word_pair (axis[0].kernel, axis[1].kernel) },      \
  { nn_word_pair (axis[0].stride, axis[1].stride) },      \
  { nn_word_pair (axis[0].before, axis[1].before) },      \
  { nn_word_pair (axis[0].dilation, axis[1].dilation) }

G_END_DECLS
