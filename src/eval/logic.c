// The truth tables of strong Kleene logic (Kleene 1952, §64): unknown is "could be either".
#include "eval/logic.h"

#define F TRUTH_FALSE
#define U TRUTH_UNKNOWN
#define T TRUTH_TRUE

const enum truth kleene_and[3][3] = {{F, F, F}, {F, U, U}, {F, U, T}};
const enum truth kleene_or[3][3] = {{F, U, T}, {U, U, T}, {T, T, T}};
const enum truth kleene_not[3] = {T, U, F};
