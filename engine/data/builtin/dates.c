/* Dates as people write them, "3 March 2021" or "Mar 3, 21", and as computers sort them: "2021-03-03". */

#include <string.h>

#include "pairs.h"
#include "stray.h"
#include "text.h"

#define FIRST_YEAR 1950   /* of a hundred: so two digits say which */
#define YEARS 100
#define LONGEST 28        /* "Wednesday, 23 September 2021" */
#define DIGITS "0123456789"

static const NnParam knobs[] = {
  NN_KNOB_N (4000, N_ ("Pairs"), N_ ("How many dates to write down.")),
  NN_KNOB_SEED,
  { NULL },
};

static const char *const months[] = {
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
};
static const char *const weekdays[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };

/* How a date may be written. Behind "$" stands what depends on it: see write_date(). */
static const char *const forms[] = {
  "$d $m $Y", "$m $d, $Y", "$b $d, $y", "$d $b $y", "$d.$n.$Y", "$o of $m $Y", "$m $o, $Y", "$w, $d $m $Y", "$w $d $b $Y",
};

static const char *
find_ending (guint day)
{
  static const char *const endings[] = { "th", "st", "nd", "rd" };

  return endings[day / 10 == 1 || day % 10 > 3 ? 0 : day % 10];
}

/* d 3, o 3rd, m March, b Mar, n 3 (the month), y 21, Y 2021, w Wednesday. */
static void
write_date (GString *text, const char *form, const GDate *date)
{
  const guint day = g_date_get_day (date), month = g_date_get_month (date), year = g_date_get_year (date);
  const char *name = months[month - 1];

  for (const char *at = form; *at != '\0'; at++)
    if (*at != '$')
      g_string_append_c (text, *at);
    else if (*++at == 'm')
      g_string_append (text, name);
    else if (*at == 'b')
      g_string_append_len (text, name, 3);
    else if (*at == 'w')
      g_string_append (text, weekdays[g_date_get_weekday (date) - G_DATE_MONDAY]);
    else if (*at == 'y')
      g_string_append_printf (text, "%02u", year % 100);
    else
      g_string_append_printf (text, "%u%s", *at == 'Y' ? year : *at == 'n' ? month : day, *at == 'o' ? find_ending (day) : "");
}

static GDate
draw_date (NnRng *rng)
{
  GDate first, date;

  g_date_set_dmy (&first, 1, G_DATE_JANUARY, FIRST_YEAR);
  g_date_set_dmy (&date, 1, G_DATE_JANUARY, FIRST_YEAR + YEARS);
  g_date_subtract_days (&date, 1 + nn_rng_below (rng, (guint32) g_date_days_between (&first, &date)));
  return date;
}

static NnDataInfo *
describe (const NnSettings *settings)
{
  g_autoptr (GString) characters = g_string_new (DIGITS " ,.stndrdth of");
  const NnPairSide target = { .longest = strlen ("2021-03-03"), .characters = DIGITS "-" };
  NnPairSide source = { .longest = LONGEST };

  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    g_string_append (characters, months[i]);
  for (guint i = 0; i < G_N_ELEMENTS (weekdays); i++)
    g_string_append (characters, weekdays[i]);
  source.characters = characters->str;
  return nn_pairs_info (_ ("Dates"), _ ("pairs"), (gsize) nn_settings_int (settings, "n"), &source, &target);
}

static NnDataset *
generate (const NnSettings *settings)
{
  NnRng rng = nn_source_rng (settings, "dates");
  NnDataset *dataset = nn_dataset_new_numbers (describe (settings));
  g_autoptr (GString) source = g_string_new (NULL), target = g_string_new (NULL);

  for (gsize i = 0; i < nn_dataset_n (dataset); i++)
    {
      const GDate date = draw_date (&rng);

      g_string_truncate (source, 0);
      write_date (source, forms[nn_rng_below (&rng, G_N_ELEMENTS (forms))], &date);
      g_string_printf (target, "%04u-%02u-%02u", g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date));
      nn_pairs_put (dataset, i, source->str, target->str);
    }
  return dataset;
}

const NnDataSource nn_data_source_dates = {
  .id = "dates",
  .title = N_ ("Dates"),
  .blurb = N_ ("Dates as people write them, to be written in one way: the year, the month, the day."),
  .icon = "vt-text-symbolic",
  .params = knobs,
  .describe = describe,
  .generate = generate,
};
