/* Little stories out of a small grammar: who, what and where are drawn once for each and named again later, so that a network
 * which looks back guesses better than one which does not. */

#include "stray.h"
#include "text.h"
#include "tokens.h"

/* Behind "$" in a sentence stands what a story has drawn: "$n" is its hero's name. */
typedef struct
{
  char key;
  const char *const *choices;
} Part;

/* The name, and a word that belongs to it. */
static const char *const heroes[] = { "Mia", "Tom", "Lena", "Ben", "Anna", "Max", "Nora", "Paul", NULL };
static const char *const pronouns[] = { "she", "he", "she", "he", "she", "he", "she", "he", NULL };
static const char *const capitals[] = { "She", "He", "She", "He", "She", "He", "She", "He", NULL };

static const char *const animals[] = { "fox", "bear", "rabbit", "mouse", "hare", "cat", "dog", "duck", NULL };
static const char *const others[] = { "hen", "goat", "frog", "horse", "bee", "sheep", "pig", "crow", NULL };
static const char *const places[] = { "in the wood", "by the lake", "on a hill", "at the zoo", "under a bridge", NULL };
static const char *const days[] = { "morning", "evening", "day in spring", "cold day", "quiet day", NULL };
static const char *const colours[] = { "red", "blue", "green", "yellow", "white", "black", NULL };
static const char *const things[] = { "ball", "hat", "key", "kite", "drum", "boat", "lamp", "jar", NULL };
static const char *const ways[] = { "to the market", "over the fields", "down to the river", "up the path", NULL };
static const char *const moods[] = { "happy", "glad", "proud", NULL };

static const Part parts[] = {
  { 'a', animals }, { 'o', others }, { 'p', places }, { 'd', days },  { 'c', colours },
  { 't', things },  { 'w', ways },   { 'm', moods },  { 0, NULL },
};

/* One of each is told, in this order. */
static const char *const beginnings[] = { "$n the $a lived $p.", "There was once a $a. $N was called $n and lived $p.", NULL };
static const char *const findings[] = { "One $d $n found a $c $t.", "One $d $n lost a $c $t.", "One $d $n got a $c $t.", NULL };
static const char *const walks[] = { "$N went $w and met a $o.", "A $o came along and saw the $t.", NULL };
static const char *const talks[] = {
  "\"Is this $t yours?\" asked the $o. \"Yes, the $c $t is mine,\" said $n.",
  "\"I like your $c $t,\" said the $o. \"Then play with me,\" said $n.",
  "\"What do you look for?\" asked the $o. \"A $t,\" said the $a.",
  NULL,
};
static const char *const endings[] = {
  "The $a and the $o played until it was dark.",
  "So $n was $m, and the $o was $m too.",
  "$n thanked the $o, and $p $h told it to all.",
  NULL,
};

static const char *const *const sentences[] = { beginnings, findings, walks, talks, endings, NULL };

static const NnParam knobs[] = {
  NN_KNOB_N (4000, N_ ("Passages"), N_ ("How many passages to write, each as long as the context.")),
  NN_KNOB_CONTEXT,
  NN_KNOB_SEED,
  { NULL },
};

/* What a story has drawn: by key. */
typedef struct
{
  const char *word['z' + 1];
} Story;

static guint
count (const char *const *list)
{
  return g_strv_length ((char **) list);
}

static const char *
draw (const char *const *list, NnRng *rng)
{
  return list[nn_rng_below (rng, count (list))];
}

static Story
draw_story (NnRng *rng)
{
  const guint hero = nn_rng_below (rng, count (heroes));
  Story story = { .word = { ['n'] = heroes[hero], ['h'] = pronouns[hero], ['N'] = capitals[hero] } };

  for (const Part *part = parts; part->key != 0; part++)
    story.word[(guint) part->key] = draw (part->choices, rng);
  return story;
}

static void
tell_sentence (GString *text, const char *sentence, const Story *story)
{
  for (const char *at = sentence; *at != '\0'; at++)
    if (*at == '$')
      g_string_append (text, story->word[(guint) *++at]);
    else
      g_string_append_c (text, *at);
}

static void
tell_story (GString *text, NnRng *rng)
{
  const Story story = draw_story (rng);

  for (guint i = 0; sentences[i] != NULL; i++)
    {
      tell_sentence (text, draw (sentences[i], rng), &story);
      g_string_append_c (text, sentences[i + 1] != NULL ? ' ' : '\n');
    }
}

static void
append_all (GString *text, const char *const *list)
{
  for (guint i = 0; list[i] != NULL; i++)
    g_string_append (text, list[i]);
}

/* (transfer full) Every character that a story can have, whatever is drawn. */
static char **
make_vocabulary (void)
{
  g_autoptr (GString) all = g_string_new (" \n");
  g_auto (GStrv) words = NULL;
  g_autofree char *without = NULL;

  append_all (all, heroes);
  append_all (all, pronouns);
  append_all (all, capitals);
  for (const Part *part = parts; part->key != 0; part++)
    append_all (all, part->choices);
  for (guint i = 0; sentences[i] != NULL; i++)
    append_all (all, sentences[i]);
  words = g_strsplit (all->str, "$", -1);
  without = g_strjoinv ("", words);
  return nn_tokens_vocabulary (without, -1);
}

static NnDataInfo *
describe (const NnSettings *settings)
{
  return nn_text_info (_ ("Stories"), (gsize) nn_settings_int (settings, "n"), nn_settings_int (settings, "context"),
                       make_vocabulary ());
}

static NnDataset *
generate (const NnSettings *settings)
{
  NnDataInfo *info = describe (settings);
  NnRng rng = nn_source_rng (settings, "stories");
  const gsize length = (info->n + 1) * (gsize) nn_settings_int (settings, "context");
  g_autoptr (GString) text = g_string_sized_new (length);
  GArray *tokens = g_array_sized_new (FALSE, FALSE, sizeof (float), length);

  while (text->len < length)
    tell_story (text, &rng);
  if (!nn_tokens_encode (nn_first_input (info), text->str, length, tokens, NULL))
    g_assert_not_reached ();   /* the vocabulary has every character, and each is one byte */
  return nn_dataset_new_text (info, (float *) g_array_free (tokens, FALSE));
}

const NnDataSource nn_data_source_stories = {
  .id = "stories",
  .title = N_ ("Stories"),
  .blurb = N_ ("Little stories about animals, as one long text: what comes next?"),
  .icon = "vt-text-symbolic",
  .params = knobs,
  .describe = describe,
  .generate = generate,
};
