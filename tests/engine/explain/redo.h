/* Doing an explanation again, with all digits and with those shown. */
#pragma once

#include "digits.h"
#include "explain.h"

/* Every step gives its result again, from its numbers; what steps hand on is the same on both ends. */
void assert_redone (const NnWhy *why);

/* The decimals that are chosen make every step right as it is shown. */
void assert_digits_add_up (const NnWhy *why);

void assert_near (double a, double b);
