#include "vt-answer.h"

#include <math.h>

static guint
largest (const float *numbers, guint n)
{
  guint best = 0;

  for (guint i = 1; i < n; i++)
    if (numbers[i] > numbers[best])
      best = i;
  return best;
}

VtAnswer
vt_answer (NnEncoding encoding, const float *prediction, guint size)
{
  const double first = prediction[0];
  guint answer;

  if (encoding == NN_ENCODE_VALUES)
    return (VtAnswer) { 0, first };
  if (encoding == NN_ENCODE_BINARY && size == 1)
    return first > 0.5 ? (VtAnswer) { 1, first } : (VtAnswer) { 0, 1 - first };
  if (encoding == NN_ENCODE_SIGNED && size == 1)
    return (VtAnswer) { first > 0, first };
  answer = largest (prediction, size);
  return (VtAnswer) { answer, prediction[answer] };
}

VtVerdict
vt_answer_verdict (NnEncoding encoding, const VtAnswer *answer, guint truth)
{
  if (encoding == NN_ENCODE_VALUES)
    return VT_VERDICT_NONE;
  return answer->answer == truth ? VT_VERDICT_RIGHT : VT_VERDICT_WRONG;
}

static double
miss_numbers (const float *prediction, guint size, const float *target)
{
  double sum = 0;

  for (guint i = 0; i < size; i++)
    sum += fabs ((double) prediction[i] - target[i]);
  return sum / size;
}

double
vt_answer_miss (NnEncoding encoding, const float *prediction, guint size, const float *target)
{
  const guint truth = encoding == NN_ENCODE_VALUES ? 0 : (guint) *target;

  if (encoding == NN_ENCODE_VALUES)
    return miss_numbers (prediction, size, target);
  if (size == 1)
    return fabs (prediction[0] - (truth == 1 ? 1.0 : encoding == NN_ENCODE_SIGNED ? -1.0 : 0.0));
  return truth < size ? 1.0 - prediction[truth] : 1.0;
}

double
vt_answer_signed (NnEncoding encoding, const float *prediction, guint size, gsize stride)
{
  if (size == 2 && encoding != NN_ENCODE_VALUES)
    return (double) prediction[stride] - prediction[0];
  if (encoding == NN_ENCODE_BINARY)
    return 2.0 * prediction[0] - 1;
  return prediction[0];
}
