"""The held half, drawn at random once. The product's builders do not look here."""
HELD_SLIPS = set(
    "agri_list_of_last_year alliance_list_cut_off batch_of_applicants cells_pushed_right class_of_two_senders classes_of_last_year codes_counted_up "
    "dash_for_zero_members date_by_autocorrect days_counted_up degrees_above_managers dissolved_as_if_nothing district_filtered_from_alliance "
    "dot_for_thousands edited_after_registering filled_down formula_error_in_totals income_of_the_household income_zero_for_none joined_year_typed_wrong "
    "last_year_remembered_otherwise last_years_extract led_task_left_out left_before_joined managers_and_workers_exchanged managers_count_the_chair_only "
    "managers_with_staff mean_in_another_unit members_with_workers monthly_income_in_totals more_than_so_many more_women_than_came names_sorted_alone "
    "new_since_the_law new_units_forgotten one_decision_for_all_days persons_for_households plan_instead_of_result points_against_the_rating "
    "rated_though_stopped rating_wiped registered_twice renewed_contracts_as_founding row_typed_in_thousands sheet_forgotten stopped_by_the_drop_down "
    "sum_for_a_mean tht_as_htx tht_members_in_the_htx_total tht_of_the_border_twice totals_column_left_blank trained_both_years trained_filled_by_managers "
    "two_codes_exchanged two_heads_exchanged two_offices_files_exchanged two_years_revenue union_typed_as_htx unit_line_is_another vlookup_next_below "
    "whole_village_attended words_for_a_figure year_of_the_contract_typed_wrong".split())
HELD_LIVES = set(
    "all_profit_paid_out boards_all_trained classes_for_women code_given_at_last communes_exchanged fund_takes_in_communes htx_divided large_board "
    "machine_for_hands members_drive new_line_of_business newborn_with_a_full_year other_sector rated_across_the_line right_correction_downwards "
    "same_as_last_year sells_to_members_only six_on_one_day suspended_in_august three_late walk_out".split())
