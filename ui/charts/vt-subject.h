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
  NnSplit *split;            /* NULL without a data set */
  gboolean runs;             /* the network can be asked: the two below are known */
  NnEncoding encoding;
  guint size;                /* numbers of one prediction */
} VtSubject;

VtSubject  *vt_subject_new  (VtSession *session);   /* (transfer full) */
void        vt_subject_free (VtSubject *subject);

/* The examples that validate; those that train where none validate. (transfer none) */
const guint32 *vt_subject_examples   (const VtSubject *subject, guint32 *n);
gboolean       vt_subject_validates  (const VtSubject *subject);
const char    *vt_subject_class_name (const VtSubject *subject, guint i);   /* (transfer none) "?" if there is no such class */
guint          vt_subject_n_classes  (const VtSubject *subject);            /* 0: no classes */
guint          vt_subject_inputs     (const VtSubject *subject);            /* numbers that go in; 0: not known */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtSubject, vt_subject_free)

G_END_DECLS
