/**
 * VtSubject:
 *
 * What a network is asked about, and how its answers read: the data set, which of its examples only validate, and the encoding of
 * the output. Made anew when the network or its data changes; immutable. Main thread.
 */
#pragma once

#include "dataset.h"
#include "vt-answer.h"
#include "vt-session.h"

G_BEGIN_DECLS

typedef struct
{
  NnDataset *dataset;        /* NULL while it loads */
  NnDataInfo *info;          /* NULL: the data cannot be described */
  guint target;              /* which of the data's targets the answers are compared with: the only one that info has */
  NnSplit *split;            /* NULL without a data set */
  gboolean runs;             /* the network can be asked: the two below are known */
  NnEncoding encoding;
  guint size;                /* numbers of one prediction */
  GArray *given;             /* float: the example that was asked for last, where it is its own answer */
} VtSubject;

VtSubject  *vt_subject_new  (VtSession *session);   /* (transfer full) */
NnDataInfo *vt_subject_describe (VtSession *session, guint *target);   /* (transfer full) what it has as info; target may be NULL */
void        vt_subject_free (VtSubject *subject);

/* The examples that validate; those that train where none validate. (transfer none) */
const guint32 *vt_subject_examples   (const VtSubject *subject, guint32 *n);
gboolean       vt_subject_validates  (const VtSubject *subject);
const char    *vt_subject_class_name (const VtSubject *subject, guint i);   /* (transfer none) "?" if there is no such class */
guint          vt_subject_n_classes  (const VtSubject *subject);            /* 0: no classes */
guint          vt_subject_inputs     (const VtSubject *subject);            /* numbers that go in; 0: not known, or several inputs */
const float   *vt_subject_truth      (const VtSubject *subject, guint32 example);   /* (transfer none) until the next: what its data set says of an example, or the example itself */
guint          vt_subject_class      (const VtSubject *subject, guint32 example);   /* … where that is a class */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtSubject, vt_subject_free)

G_END_DECLS
